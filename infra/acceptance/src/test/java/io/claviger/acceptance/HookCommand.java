package io.claviger.acceptance;

import io.claviger.local.LocalOptions;

/** A function of the programmer's that judges devices by their attestation. */
final class HookCommand {
    private static final String NAME = "check-devices";

    private static final String COMMAND = """
            case "$(cat)" in
              *'"attestation":"refuse'*) echo '{"admit": false}' ;;
              *'"attestation":"fail'*) exit 1 ;;
              *'"attestation":"hang'*) sleep 10 ;;
              *) echo '{"admit": true}' ;;
            esac
            """;

    private HookCommand() {}

    /** The options of a system whose enrolment hook it is. */
    static LocalOptions playedIn(LocalOptions options) {
        System.setProperty("claviger.local.function." + NAME, COMMAND);
        return options.withParameter("EnrolmentHookArn", "arn:aws:lambda:us-east-1:000000000000:function:" + NAME);
    }
}
