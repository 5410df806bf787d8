package io.claviger.api.runtime;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import io.claviger.api.Api;
import io.claviger.api.Diagnosis;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Map;
import org.crac.Context;
import org.crac.Core;
import org.crac.Resource;

/**
 * Does before the first call what that would otherwise have to do: load classes, make clients and, before Lambda takes its
 * snapshot (SnapStart), meet the identity provider and the tables. Nothing secret comes into the snapshot by it.
 */
public final class Priming implements Resource {
    private static final Logger LOG = System.getLogger(Priming.class.getName());

    /** The header {@code {"alg":"RS256","kid":"priming"}}: a key that nobody has, so that the keys there are get fetched. */
    private static final String NOBODYS_TOKEN = "eyJhbGciOiJSUzI1NiIsImtpZCI6InByaW1pbmcifQ.e30.AA";

    private final List<Runnable> steps;

    private Priming(List<Runnable> steps) {
        this.steps = steps;
    }

    /** Has these steps done before a snapshot, for as long as the answer is held; without SnapStart there is none. */
    public static Priming beforeSnapshot(Runnable... steps) {
        Priming priming = new Priming(List.of(steps));
        Core.getGlobalContext().register(priming);
        return priming;
    }

    /**
     * Does these steps now, for a function without SnapStart: while Lambda starts a process, it is given more processor than
     * its memory pays for later.
     */
    public static Priming atStart(Runnable... steps) {
        Priming priming = new Priming(List.of(steps));
        priming.prime();
        return priming;
    }

    /** A step: a call of nobody's, which comes as far as the identity provider's keys. */
    public static Runnable call(Api api) {
        return () -> api.serve(APIGatewayV2HTTPEvent.builder()
                .withHeaders(Map.of("authorization", "Bearer " + NOBODYS_TOKEN))
                .build());
    }

    @Override
    public void beforeCheckpoint(Context<? extends Resource> context) {
        prime();
    }

    private void prime() {
        for (Runnable step : steps) {
            try {
                step.run();
            } catch (RuntimeException e) {
                LOG.log(Level.WARNING, () -> "priming goes on without a step: " + Diagnosis.of(e));
            }
        }
    }

    @Override
    public void afterRestore(Context<? extends Resource> context) {
        // Keys and clients renew themselves by age; nothing has to be made anew.
    }
}
