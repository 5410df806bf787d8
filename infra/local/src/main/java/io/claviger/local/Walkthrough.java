package io.claviger.local;

import java.net.URI;

/** What to try first, as commands to paste. */
final class Walkthrough {
    private Walkthrough() {}

    static String text(LocalSystem system) {
        URI api = system.api();
        String sandbox = system.sandbox().baseUri().toString();
        return """

                Claviger runs. Ctrl-C stops it.

                  API       %1$s        (health: %1$s/local/health)
                  sandbox   %2$s        (an Adobe Pass to develop against; open it in a browser)
                  AWS       %3$s        (aws --endpoint-url %3$s secretsmanager list-secrets)

                Try it, in another terminal:

                  API=%1$s SANDBOX=%2$s
                  # 1. As Adobe's staff: a registered application, and its software statement
                  ID=$(curl -s $SANDBOX/dashboard/registered-applications -H 'Content-Type: application/json' \\
                       -d '{"name":"Demo","version":"1.0","platforms":["Android"],"channels":["sandbox"],"domains":["example.com"],"scopes":["api:client:v2"]}' \\
                       | sed 's/.*"id" *: *"\\([^"]*\\)".*/\\1/')
                  STATEMENT=$(curl -s $SANDBOX/dashboard/registered-applications/$ID/software-statement)
                  # 2. As operator: give the statement to Claviger
                  OPERATOR=$(curl -s "$API/local/jwt?groups=operator")
                  curl -i -X PUT $API/v1/applications/demo -H "Authorization: Bearer $OPERATOR" -H 'Content-Type: application/json' \\
                       -d "{\\"display_name\\":\\"Demo\\",\\"software_statement\\":\\"$STATEMENT\\"}"
                  # 3. As the app on one device: register, then get an access token
                  APP=$(curl -s "$API/local/jwt?groups=app&application=demo&sub=phone-1")
                  DEVICE=$(printf '{"model":"Pixel 9","version":"1.0","osName":"Android"}' | base64 | tr -d '\\n')
                  curl -i -X PUT $API/v1/applications/demo/instances/phone-1 -H "Authorization: Bearer $APP" -H "X-Device-Info: $DEVICE"
                  curl -i $API/v1/applications/demo/instances/phone-1/token -H "Authorization: Bearer $APP"
                  # 4. Use the token, as the app would
                  TOKEN=$(curl -s $API/v1/applications/demo/instances/phone-1/token -H "Authorization: Bearer $APP" \\
                       | sed 's/.*"access_token" *: *"\\([^"]*\\)".*/\\1/')
                  curl -i $SANDBOX/api/v2/sandbox/configuration -H "Authorization: Bearer $TOKEN" -H "X-Device-Info: $DEVICE"
                  # 5. Renew what is due; it runs every minute by itself
                  curl -i -X POST $API/local/schedules/RefreshSweepFunction
                  # 6. Revoke the statement, and see it noticed
                  curl -i -X POST $SANDBOX/dashboard/registered-applications/$ID/revoke
                  curl -i -X POST $API/local/schedules/RevocationCheckFunction
                  curl -i $API/v1/applications/demo/instances/phone-1/token -H "Authorization: Bearer $APP"
                  curl -s $API/local/events
                  # 7. Reinstate it, and see it come back
                  curl -i -X POST $SANDBOX/dashboard/registered-applications/$ID/reinstate
                  curl -i -X POST $API/local/schedules/RevocationCheckFunction
                  curl -i $API/v1/applications/demo/instances/phone-1/token -H "Authorization: Bearer $APP"
                """.formatted(api, sandbox, system.aws());
    }
}
