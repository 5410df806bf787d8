package io.claviger.core.simulation;

/** What holds in every run. */
enum Invariant {
    VIEWERS_STAY_SIGNED_IN("no viewer is signed out: without policy or operator, no credentials are lost or replaced"),
    RECORD_AND_VAULT_AGREE("an active instance names the very client that the vault holds"),
    UNPROVED_CLIENTS_STAY("only an adoption or a loss replaces an adopted client that has never got a token"),
    MOVES_LOSE_NOTHING("a move changes no client that an instance uses, and makes none unreadable"),
    MOVES_END("after the faults credentials move, and no copy stays behind"),
    NEVER_REGISTERED_TWICE("no second client is registered for an instance that has a usable one"),
    RECEIVED_CLIENTS_ARE_KEPT("every client that a living process received is in the vault or salvaged"),
    NO_CLIENT_IS_CUT_OFF("no client that Adobe made is lost because Lambda ends the invocation"),
    EVERY_CLIENT_IS_KNOWN("every client is recorded by its id, or as possible where its id is unknown"),
    ONE_REGISTRATION_FOR_ALL("concurrent registrations make one client, and every caller gets it"),
    TOKENS_ARE_VALID("a vended token lasts for at least as long as the caller asked"),
    LASTING_TOKENS_ARE_VENDED("a vend that reads a token that lasts hands it out, whatever else fails"),
    NEWER_TOKEN_STAYS("a slow writer never puts an older token in place of a newer one"),
    STORED_EXPIRY_IS_TRUE("no token's stored expiry is later than its true one"),
    NO_TOKEN_AFTER_REVOCATION("no token of a revoked statement is vended after the check that found the revocation"),
    NO_TOKEN_AFTER_DEREGISTRATION("no token of a deregistered instance is vended after the confirmation"),
    OUTAGES_CHANGE_NO_STATE("no status changes without an explicit refusal"),
    REVOKED_UNTIL_FOUND_GOOD("a revoked statement stays revoked until a check finds it good"),
    NO_STATEMENT_IS_FORGOTTEN("an application keeps every statement it has had"),
    REVOCATION_IS_FOUND("a conclusive check finds a revocation wherever it shows"),
    REINSTATING_IS_FOUND("a conclusive check finds a good statement good again"),
    CHECK_LEAVES_NO_CLIENT("a check that was refused nothing leaves no client behind"),
    CHECKS_HOLD_THEIR_LEASE("a check calls Adobe only while it holds its canary's lease"),
    LEASES_ARE_GIVEN_BACK("an operation that ends with a result leaves no lease of its own behind"),
    LOST_CANARIES_ARE_REPLACED("a check of a good statement leaves it a canary in the vault"),
    PROBES_STOP("a probe whose redirect URI Adobe accepts is the application's last"),
    REDIRECT_URIS_ARE_PROVED("an application's redirect URI is one that Adobe accepts for its statement"),
    FAILED_PROOFS_COOL_DOWN("a process proves no application again during the cool-down of a failure"),
    BACKGROUND_TAKES_HALF("background calls take at most half of Adobe's rate for an address"),
    NO_ADDRESS_DELAYS_ANOTHER("a refresh without a turn of its address stays due in front of no other"),
    ONE_REFRESH_FOR_ALL("concurrent vends of one expired token make one upstream call"),
    DUPLICATES_COST_NOTHING("sweeps and messages delivered twice make one upstream call"),
    SAME_TOKEN_COSTS_ONE_CALL("a token handed back early is requested again only nearer to its expiry"),
    REPORTS_ARE_LIMITED("reports discard an instance's token at most once a minute"),
    COOL_DOWNS_ARE_KEPT("no upstream call during a cool-down"),
    REFRESH_CHANGES_NO_CREDENTIALS("refreshing writes, deletes and registers nothing in the vault or upstream"),
    PROVED_HEADERS_STAY("no vend fails for its device header if Adobe accepts the caller's, or the last accepted one"),
    QUARANTINES_ARE_FEW("of many instances that Adobe refuses at once only a few are quarantined"),
    GOOD_CLIENTS_COME_BACK("a client that Adobe accepts again works again by the app's own calls"),
    FEW_CALLS_WAIT_WHILE_OPEN("while the breaker is open, one call at a time waits for Adobe"),
    SILENCE_OPENS_THE_BREAKER("only calls that Adobe did not answer open the breaker"),
    CODES_ENROL_ONE_DEVICE("a code enrols one device, for its own instance and before its time"),
    ENROLMENT_KEYS_OPEN_NO_INSTANCE("an enrolment key makes a new instance and opens no existing one"),
    ENDED_ENROLMENT_KEYS_ENROL_NOBODY("an enrolment key that was revoked or rotated away twice enrols no device"),
    ENROLMENT_KEYS_STAY("only a rotation or a revocation changes an application's enrolment keys"),
    DEVICE_KEYS_STAY(
            "a device's key stays until it is revoked or replaced, or its instance ends, and never comes back"),
    NO_TOKEN_FOR_A_REVOKED_KEY("no token is vended for a device's key after its revocation was confirmed"),
    ENROLMENTS_CAN_BE_REPEATED("after the faults a device enrols, with one key, whatever became of its enrolments"),
    NO_SECRET_SHOWS("no secret is in an entry, event or exception"),
    FAILURES_ARE_NAMED("a use case fails only with its ports' failures"),
    EVERYTHING_RECOVERS("after the faults every instance can be registered and vended again");

    private final String sentence;

    Invariant(String sentence) {
        this.sentence = sentence;
    }

    @Override
    public String toString() {
        return sentence;
    }
}
