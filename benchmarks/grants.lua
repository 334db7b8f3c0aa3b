-- One request for a grant, over and over. Arguments: the kind of the grant, or "companion" for the
-- form of Uppy's Companion. Prints requests per second; fails when an answer wasn't a success.
function init(args)
  local kind = args[1]
  if kind == "companion" then
    wrk.path = "/s3/params?filename=me.png&type=image%2Fpng"
  else
    wrk.method = "POST"
    wrk.path = "/uploads"
    wrk.headers["Content-Type"] = "application/json"
    wrk.body = '{"profile":"avatar","fileName":"me.png","size":48213,"contentType":"image/png","kind":"'
      .. kind .. '"}'
  end
end

function done(summary)
  local errors = summary.errors
  local failed = errors.connect + errors.read + errors.write + errors.status + errors.timeout
  if failed > 0 then
    print(failed .. " requests failed")
    os.exit(1)
  end
  print(string.format("%.0f", summary.requests / summary.duration * 1e6))
end
