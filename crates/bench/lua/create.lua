-- Creates customers, each with a name, a phone and an Idempotency-Key of its own.
-- Arguments: the path, a word that no other run uses, the access token (or nothing).
local path, run, headers, n = nil, nil, nil, 0

function init(args)
  path, run = args[1], args[2]
  headers = { ["Host"] = wrk.headers["Host"], ["Content-Type"] = "application/json", ["Accept-Language"] = "zh-CN" }
  if args[3] then headers["Authorization"] = "Bearer " .. args[3] end
end

function request()
  n = n + 1
  headers["Idempotency-Key"] = run .. "-" .. n
  local body = string.format(
    '{"name":"基准%s第%d家居有限公司","kind":"company","tier":"c","industry":"家居零售","city":"基准市",' ..
    '"phone":"138%08d","address":"高新区天府大道%d号","need":"整装","employees":%d}',
    run, n, n % 100000000, n % 900 + 1, n % 500 + 1)
  return wrk.format("POST", path, headers, body)
end
