-- POST /v1/transactions/transfer of one cent over all ordered pairs of accounts, each request with
-- an Idempotency-Key of its own. The text around the key is formatted once per pair.
-- Pairs are walked by a stride without common factor, so that neighbours rarely share an account.
local heads, tails, position, serial = {}, {}, 0, 0
local run, stride = os.getenv("BENCH_RUN"), 1

local function gcd(a, b)
  while b ~= 0 do a, b = b, a % b end
  return a
end

function init()
  local accounts = {}
  for account in io.lines(os.getenv("BENCH_ACCOUNTS")) do accounts[#accounts + 1] = account end
  local headers = {
    ["Authorization"] = "Bearer " .. os.getenv("BENCH_API_KEY"),
    ["Content-Type"] = "application/json",
    ["Idempotency-Key"] = "@KEY@",
  }
  for _, source in ipairs(accounts) do
    for _, destination in ipairs(accounts) do
      if source ~= destination then
        local body = '{"source_account_id":"' .. source .. '","destination_account_id":"' .. destination
          .. '","amount_cents":1,"currency":"USD"}'
        local whole = wrk.format("POST", "/v1/transactions/transfer", headers, body)
        local from, to = whole:find("@KEY@", 1, true)
        heads[#heads + 1], tails[#tails + 1] = whole:sub(1, from - 1), whole:sub(to + 1)
      end
    end
  end
  stride = math.floor(#heads * 0.618)
  while gcd(stride, #heads) > 1 do stride = stride + 1 end
end

function request()
  serial = serial + 1
  position = (position + stride) % #heads
  return heads[position + 1] .. run .. "-" .. serial .. tails[position + 1]
end

dofile(os.getenv("BENCH_OUTCOME"))
