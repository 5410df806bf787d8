package io.claviger.sandbox;

import io.claviger.sandbox.dashboard.RegisteredApplication;
import io.claviger.sandbox.requests.LoggedRequest;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** One fresh sandbox for each test, on a fake clock and with dice that always fall alike. */
abstract class SandboxTestBase {
    protected final FakeClock clock = new FakeClock();
    protected Sandbox sandbox = start();
    protected AdobeCaller adobe = new AdobeCaller(sandbox.baseUri());
    protected RegisteredApplication application = sandbox.createApplication("News for TV RESTV2");

    private Sandbox start() {
        RandomGenerator dice = new SplittableRandom(1);
        return Sandbox.start(SandboxOptions.onAnyPort().withClock(clock).withRandom(dice));
    }

    @BeforeEach
    void startWithAnEmptyLog() {
        sandbox.clearRequests();
    }

    @AfterEach
    void stop() {
        adobe.close();
        sandbox.close();
    }

    protected String statement() {
        return sandbox.softwareStatement(application.id());
    }

    protected LoggedRequest lastRequest() {
        return sandbox.requests().getLast();
    }
}
