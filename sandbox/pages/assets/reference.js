// Starts the API reference. Everything it loads and sends stays on this origin: no fonts, telemetry,
// proxy or hosted client of Scalar's; a try-it call goes to /v1 of the server that gave the page.
Scalar.createApiReference('#reference', {
  url: '/openapi.json',
  servers: [{ url: `${window.location.origin}/v1`, description: 'This server' }],
  withDefaultFonts: false,
  telemetry: false,
  proxyUrl: '',
  hideClientButton: true,
  showDeveloperTools: 'never',
  agent: { disabled: true, hideAddApi: true },
  mcp: { disabled: true },
  theme: 'none',
  layout: 'modern',
  persistAuth: true,
  defaultHttpClient: { targetKey: 'shell', clientKey: 'curl' },
  authentication: { preferredSecurityScheme: 'bearer' },
  operationTitleSource: 'summary',
  documentDownloadType: 'none',
  favicon: '/reference/assets/favicon.svg',
})

// A try-it call that changes something needs an Idempotency-Key; who leaves the field empty wants a
// new one each time. A key that was typed in is sent as it is, so that a replay can be tried too.
const send = window.fetch.bind(window)
window.fetch = (input, init) => {
  const request = new Request(input, init)
  const isOurs = request.url.startsWith(`${window.location.origin}/v1/`)
  if (isOurs && request.method !== 'GET' && !request.headers.get('Idempotency-Key') && crypto.randomUUID) {
    request.headers.set('Idempotency-Key', crypto.randomUUID())
  }
  return send(request)
}
