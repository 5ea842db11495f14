-- GET /accounts/{id} with the key, over all accounts in turn. Requests are formatted once, so
-- that wrk itself costs as little as it can. See load.py for the variables, outcome.lua for the end.
local requests, position = {}, 0

function init()
  local headers = { ["Authorization"] = "Bearer " .. os.getenv("BENCH_API_KEY") }
  for account in io.lines(os.getenv("BENCH_ACCOUNTS")) do
    requests[#requests + 1] = wrk.format("GET", os.getenv("BENCH_PREFIX") .. "/accounts/" .. account, headers)
  end
end

function request()
  position = position % #requests + 1
  return requests[position]
end

dofile(os.getenv("BENCH_OUTCOME"))
