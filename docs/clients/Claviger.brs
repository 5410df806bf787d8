' A client of Claviger for Roku. Its calls block, so make them in a Task node, never in the render thread, and keep one
' object for the life of the app. Set jwt again whenever the app has a new one.
'
'   claviger = NewClaviger({ api: "https://tokens.example.com", application: "demo", instance: "me" })
'   claviger.jwt = "…"
'   answer = claviger.accessToken()
'   if answer.ok then play(answer.token) else showError(answer.status, answer.code)
'
' It keeps the token until refresh_after, repeats a call as Retry-After says, and registers the instance when Claviger
' does not know it (404) or has no usable client for it (403, 409). Times are counted from the answers with roTimespan,
' since the device's clock may be wrong. Optional: deviceInfo (Base64 of a JSON object), timeout (in seconds, 30 by
' default).
'
' Written from Roku's reference of ifUrlTransfer, roUrlEvent and ifTimeSpan. No device has run it yet.
function NewClaviger(options as object) as object
  claviger = {
    api: options.api
    application: options.application
    instance: options.instance
    deviceInfo: options.deviceInfo
    jwt: ""
    timeout: 30
    clock: CreateObject("roTimespan")
    held: invalid
    quietUntil: 0
    accessToken: Claviger_accessToken
    rejected: Claviger_rejected
    fetch: Claviger_fetch
    call: Claviger_call
    once: Claviger_once
  }
  if options.timeout <> invalid then claviger.timeout = options.timeout
  return claviger
end function

' { ok: true, token } with a valid access token for Adobe Pass, or { ok: false, status, code, detail }.
function Claviger_accessToken() as object
  now = m.clock.TotalSeconds()
  valid = m.held <> invalid and now < m.held.expiredFrom
  if valid and (now < m.held.staleFrom or now < m.quietUntil) then return { ok: true, token: m.held.token }

  answer = m.fetch(not valid)
  if not answer.ok and Claviger_needsRegistration(answer.code) then
    registered = m.call("PUT", "", {}, true)
    if not registered.ok then return registered
    answer = m.fetch(not valid)
  end if
  ' A stale token is still valid. An answer that the app has to act on is not hidden by it.
  if not answer.ok and valid and Claviger_isTemporary(answer) then
    m.quietUntil = m.clock.TotalSeconds() + 10
    if answer.retryAfter <> invalid then m.quietUntil = m.clock.TotalSeconds() + answer.retryAfter
    return { ok: true, token: m.held.token }
  end if
  return answer
end function

' Tells Claviger that Adobe Pass refused the token with a 401. The next accessToken() asks for another one.
function Claviger_rejected(adobesCode as string) as object
  held = m.held
  if held = invalid then return { ok: true }
  m.held = invalid
  return m.call("POST", "/token/rejected", { code: adobesCode, expires_at: held.expiresAt }, true)
end function

function Claviger_fetch(repeat as boolean) as object
  answer = m.call("GET", "/token", invalid, repeat)
  if not answer.ok then return answer
  body = answer.body
  ' Both are seconds from now by the device's clock: their difference does not depend on it.
  staleFor = m.clock.GetSecondsToISO8601Date(body.expires_at) - m.clock.GetSecondsToISO8601Date(body.refresh_after)
  expiredFrom = m.clock.TotalSeconds() + body.expires_in
  m.held = {
    token: body.access_token
    expiresAt: body.expires_at
    staleFrom: expiredFrom - staleFor
    expiredFrom: expiredFrom
  }
  return { ok: true, token: m.held.token }
end function

function Claviger_call(method as string, path as string, body as dynamic, repeat as boolean) as object
  finish = m.clock.TotalSeconds() + m.timeout
  attempt = 0
  while true
    answer = m.once(method, path, body, finish)
    if answer.ok or not repeat or not Claviger_isTemporary(answer) then return answer
    pause = answer.retryAfter
    if pause = invalid then pause = Claviger_backoff(attempt)
    attempt = attempt + 1
    if m.clock.TotalSeconds() + pause >= finish then return answer
    Sleep(pause * 1000)
  end while
end function

function Claviger_once(method as string, path as string, body as dynamic, finish as integer) as object
  port = CreateObject("roMessagePort")
  request = CreateObject("roUrlTransfer")
  request.SetPort(port)
  request.SetCertificatesFile("common:/certs/ca-bundle.crt")
  request.RetainBodyOnError(true)
  ' Ids have letters, digits, dots, hyphens and underscores alone, so they need no encoding.
  request.SetUrl(m.api + "/v1/applications/" + m.application + "/instances/" + m.instance + path)
  request.AddHeader("Authorization", "Bearer " + m.jwt)
  if m.deviceInfo <> invalid then request.AddHeader("X-Device-Info", m.deviceInfo)
  if method = "GET" then
    started = request.AsyncGetToString()
  else
    request.SetRequest(method)
    request.AddHeader("Content-Type", "application/json")
    started = request.AsyncPostFromString(FormatJson(body))
  end if
  if not started then return Claviger_failure(0, "", request.GetFailureReason(), invalid)

  rest = finish - m.clock.TotalSeconds()
  if rest < 1 then rest = 1
  event = wait(rest * 1000, port)
  if type(event) <> "roUrlEvent" then
    request.AsyncCancel()
    return Claviger_failure(0, "", "no answer in time", invalid)
  end if
  status = event.GetResponseCode()
  if status < 0 then return Claviger_failure(0, "", event.GetFailureReason(), invalid)
  text = event.GetString()
  if status >= 200 and status < 300 then
    parsed = ParseJson(text)
    if parsed = invalid then return Claviger_failure(0, "", "no JSON", invalid)
    return { ok: true, body: parsed }
  end if

  retryAfter = invalid
  problem = invalid
  headers = event.GetResponseHeaders()
  for each name in headers
    if LCase(name) = "retry-after" and headers[name].ToInt() > 0 then retryAfter = headers[name].ToInt()
    isProblem = LCase(name) = "content-type" and Left(headers[name], 24) = "application/problem+json"
    if isProblem then problem = ParseJson(text)
  end for
  if problem = invalid then return Claviger_failure(status, "", text, retryAfter)
  return Claviger_failure(status, problem.code, problem.detail, retryAfter)
end function

' status is 0 without an answer; code is empty in API Gateway's own answers.
function Claviger_failure(status as integer, code as string, detail as string, retryAfter as dynamic) as object
  return { ok: false, status: status, code: code, detail: detail, retryAfter: retryAfter }
end function

' Whether the same call may succeed later.
function Claviger_isTemporary(answer as object) as boolean
  if answer.retryAfter <> invalid then return true
  for each status in [0, 429, 500, 502, 503, 504]
    if answer.status = status then return true
  end for
  return false
end function

' Registering is safe: an instance keeps its client as long as Adobe accepts it. After a 403 the application's policy
' decides whether a newer statement gives a new client. After a refusal Claviger tries the client once more.
function Claviger_needsRegistration(code as string) as boolean
  return code = "not_found" or code = "software_statement_revoked" or code = "credentials_rejected"
end function

' Where an answer has no Retry-After: up to 1, 2, 4, 8 and then 16 seconds, at random.
function Claviger_backoff(attempt as integer) as integer
  if attempt > 4 then attempt = 4
  return Rnd(Int(2 ^ attempt))
end function
