package io.claviger.sandbox.entitlement;

import java.util.Arrays;
import java.util.Optional;

/** The TV providers (MVPDs) of the sandbox. */
public enum TvProvider {
    /** Has a page on which a viewer signs in or refuses. */
    SANDBOX_TV("SandboxTV", "Sandbox TV", false),

    /** Temporary access without a sign-in, once for each device and service provider. */
    TEMP_PASS("TempPass", "Temp Pass", true);

    private final String id;
    private final String displayName;
    private final boolean tempPass;

    TvProvider(String id, String displayName, boolean tempPass) {
        this.id = id;
        this.displayName = displayName;
        this.tempPass = tempPass;
    }

    /** The provider with this value of {@code mvpd}. */
    public static Optional<TvProvider> find(String id) {
        return Arrays.stream(values())
                .filter(provider -> provider.id.equals(id))
                .findFirst();
    }

    /** As {@code mvpd} has it. */
    public String id() {
        return id;
    }

    /** For people. */
    public String displayName() {
        return displayName;
    }

    /** Whether it gives temporary access. */
    public boolean isTempPass() {
        return tempPass;
    }
}
