-- wrk's script: a thread is one client at one connection, with readers of its own. It knows which
-- answer belongs to which act, and keeps for each reader and story what the last answer said.
local ffi = require("ffi")
ffi.cdef("typedef struct { long seconds, nanoseconds; } moment; int clock_gettime(int, moment *);")

local clients, stories = tonumber(os.getenv("BENCH_CLIENTS")), {}
local seconds, most = tonumber(os.getenv("BENCH_SECONDS")), tonumber(os.getenv("BENCH_MOST"))
local TAKEN_BACK_SHARE, LONG_MS = 0.2, 3600000
local threads, readers, moment = {}, {}, ffi.new("moment")
local reader, story, stars, began, signed

-- Read by the main thread at the end.
held, sent, votes, taken_back, come_back, refused, waiting = {}, 0, 0, 0, 0, 0, false
first, last = 0, 0

local function now()
  ffi.C.clock_gettime(1, moment)
  return tonumber(moment.seconds) + tonumber(moment.nanoseconds) / 1e9
end

function setup(thread)
  thread:set("number", #threads)
  threads[#threads + 1] = thread
end

function init()
  for code in io.lines(os.getenv("BENCH_CODES")) do stories[#stories + 1] = code end
  local place = 0
  for line in io.lines(os.getenv("BENCH_VOTERS")) do
    local session, secret, token = line:match("(%S+) (%S+) (%S+)")
    if place % clients == number then
      readers[#readers + 1] = {
        place = place,
        cookie = "sessionid=" .. session .. "; csrftoken=" .. secret,
        form = "csrfmiddlewaretoken=" .. token,
      }
    end
    place = place + 1
  end
  math.randomseed(20261127 + number)
  for _ = 1, 10 do math.random() end
end

-- Nothing is sent once the time is over, and all that was sent is answered: then a sign is put
-- into a file, and with the signs of all clients there wrk is ended.
function delay()
  local over = began and (now() - began >= seconds or most > 0 and sent >= most)
  if not over then return 0 end
  if not signed then
    local file = io.open(os.getenv("BENCH_ENDED"), "a")
    file:write(".")
    file:close()
    signed = true
  end
  return LONG_MS
end

function request()
  reader, story = readers[math.random(#readers)], math.random(#stories)
  stars = math.random() < TAKEN_BACK_SHARE and 0 or math.random(5)
  local act = stars == 0 and "take_back=1" or "stars=" .. stars
  wrk.headers["Cookie"] = reader.cookie
  sent, waiting, last = sent + 1, true, now()
  began = began or last
  return wrk.format("POST", "/account/rate/" .. stories[story] .. "/", nil, reader.form .. "&" .. act)
end

function response(status, headers)
  local place = headers["location"] or headers["Location"] or ""
  waiting, first, last = false, began, now()
  if status == 503 then
    come_back = come_back + 1
  elseif status == 302 and stars > 0 and place:find("^/articles/") then
    votes = votes + 1
    held[reader.place .. " " .. stories[story]] = stars
  elseif status == 302 and stars == 0 and place:find("^/account/rate/") then
    taken_back = taken_back + 1
    held[reader.place .. " " .. stories[story]] = 0
  else
    refused = refused + 1
  end
end

local function sum(name)
  local all = 0
  for _, thread in ipairs(threads) do all = all + thread:get(name) end
  return all
end

local function write_held()
  local file = io.open(os.getenv("BENCH_HELD"), "w")
  for _, thread in ipairs(threads) do
    for whose, given in pairs(thread:get("held")) do file:write(whose, " ", given, "\n") end
  end
  file:close()
end

function done(summary, latency)
  local unanswered, from, to = 0, math.huge, 0
  for _, thread in ipairs(threads) do
    if thread:get("waiting") then unanswered = unanswered + 1 end
    if thread:get("first") > 0 then
      from, to = math.min(from, thread:get("first")), math.max(to, thread:get("last"))
    end
  end
  write_held()
  io.write(string.format(
    '{"seconds": %.3f, "votes": %d, "taken_back": %d, "come_back": %d, "refused": %d,'
    .. ' "unanswered": %d, "p50_ms": %.2f, "p99_ms": %.2f}\n',
    to - from, sum("votes"), sum("taken_back"), sum("come_back"), sum("refused"), unanswered,
    latency:percentile(50) / 1000, latency:percentile(99) / 1000))
end
