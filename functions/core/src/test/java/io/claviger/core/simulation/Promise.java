package io.claviger.core.simulation;

/** What must hold in every run. */
enum Promise {
    VIEWERS_STAY_SIGNED_IN(
            "no viewer is signed out: credentials are neither lost nor replaced without policy or operator"),
    RECORD_AND_VAULT_AGREE("an active instance names the very client that the vault holds"),
    NEVER_MINTED_TWICE("no second client is made for an instance that had a usable one"),
    EVERY_CLIENT_IS_KNOWN("every client is written down by its id, or as possible where nobody learned the id"),
    ONE_REGISTRATION_FOR_ALL("concurrent registrations make one client, and all callers get it"),
    TOKENS_ARE_VALID("a token is handed out only if it lasts for as long as was asked"),
    NEWER_TOKEN_STAYS("a slow writer never puts an older token in place of a newer one"),
    BELIEVED_EXPIRY_IS_TRUE("no token is believed to be valid for longer than it is"),
    NO_TOKEN_ONCE_REVOKED("no token of a revoked statement is handed out after the check that saw it"),
    NO_TOKEN_ONCE_DEREGISTERED("no token of a deregistered instance is handed out after that was confirmed"),
    OUTAGES_CHANGE_NO_STATE("no status changes without an explicit refusal"),
    REVOKED_UNTIL_FOUND_GOOD("a statement found revoked is held to be so until it is found good"),
    NO_STATEMENT_IS_FORGOTTEN("an application keeps every statement it has had"),
    REVOCATION_IS_FOUND("a conclusive check finds a revocation wherever it shows"),
    REINSTATING_IS_FOUND("a conclusive check finds a good statement good again"),
    CHECK_LEAVES_NO_CLIENT("a check that was refused nothing leaves no client behind"),
    ADOBES_RATE_IS_KEPT("background calls stay within Adobe's rate for each address"),
    ONE_REFRESH_FOR_ALL("concurrent vends of one expired token make one upstream call"),
    DUPLICATES_COST_NOTHING("sweeps and messages delivered twice make one upstream call"),
    SAME_TOKEN_COSTS_ONE_CALL("a token handed back early is not asked for again before it is nearer to its expiry"),
    REPORTS_ARE_LIMITED("reports take an instance's token away at most once a minute"),
    COOL_DOWNS_ARE_KEPT("no upstream call during a cool-down"),
    REFRESH_CHANGES_NO_CREDENTIALS("refreshing writes, deletes and registers nothing in the vault or upstream"),
    NO_SECRET_SHOWS("no secret in any entry, event or exception"),
    FAILURES_ARE_NAMED("a use case fails only with what its ports fail with"),
    ALL_COMES_BACK("once faults have ended every instance can be registered and vended again");

    private final String sentence;

    Promise(String sentence) {
        this.sentence = sentence;
    }

    @Override
    public String toString() {
        return sentence;
    }
}
