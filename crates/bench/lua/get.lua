-- Asks for the paths of a file in turn. Arguments: the file, the access token (or nothing).
local requests, at = {}, 0

function init(args)
  local headers = { ["Host"] = wrk.headers["Host"], ["Accept-Language"] = "zh-CN" }
  if args[2] then headers["Authorization"] = "Bearer " .. args[2] end
  for line in io.lines(args[1]) do
    requests[#requests + 1] = wrk.format("GET", line, headers)
  end
end

function request()
  at = at % #requests + 1
  return requests[at]
end
