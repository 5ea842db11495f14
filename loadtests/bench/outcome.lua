-- How a run ended, as one line of JSON: shared by read.lua and transfer.lua.
-- Counting each status costs wrk some microseconds per answer, so only transfers (which must know how
-- many 202 there were) and the search for a failure's cause ask for it (BENCH_COUNT_STATUSES).
local threads = {}

function setup(thread) threads[#threads + 1] = thread end

if os.getenv("BENCH_COUNT_STATUSES") then
  statuses, refusal = {}, ""
  function response(status, headers, body)
    local name = tostring(status)
    statuses[name] = (statuses[name] or 0) + 1
    if refusal == "" and status >= 300 then refusal = body:sub(1, 400) end
  end
end

function done(summary, latency, requests)
  local counted, example = {}, ""
  for _, thread in ipairs(threads) do
    for status, count in pairs(thread:get("statuses") or {}) do
      counted[#counted + 1] = string.format('"%s":%d', status, count)
    end
    example = thread:get("refusal") or ""
  end
  example = example:gsub('[%c"\\]', " ")
  local errors = summary.errors
  io.write(string.format(
    '\nOUTCOME {"answers":%d,"duration_us":%d,"refused":%d,"connect":%d,"read":%d,"write":%d,"timeout":%d,'
      .. '"p50_us":%d,"p90_us":%d,"p99_us":%d,"p999_us":%d,"max_us":%d,"statuses":{%s},"refusal":"%s"}\n',
    summary.requests, summary.duration, errors.status, errors.connect, errors.read, errors.write,
    errors.timeout, latency:percentile(50), latency:percentile(90), latency:percentile(99),
    latency:percentile(99.9), latency.max, table.concat(counted, ","), example))
end
