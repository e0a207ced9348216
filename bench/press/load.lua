-- wrk's script: one address, or a list of addresses in a given order; the figures as one JSON line.
local list, order = os.getenv("BENCH_ADDRESSES"), os.getenv("BENCH_ORDER")
local requests, places, at = {}, {}, 0

if list then
  function init()
    for path in io.lines(list) do requests[#requests + 1] = wrk.format("GET", path) end
    for place in io.lines(order) do places[#places + 1] = tonumber(place) + 1 end
  end
  function request()
    at = at % #places + 1
    return requests[places[at]]
  end
end

function done(summary, latency)
  local errors = summary.errors
  io.write(string.format(
    '{"requests": %d, "microseconds": %d, "bytes": %d, "p50": %d, "p99": %d, "refused": %d, "broken": %d}\n',
    summary.requests, summary.duration, summary.bytes, latency:percentile(50), latency:percentile(99),
    errors.status, errors.connect + errors.read + errors.write + errors.timeout))
end
