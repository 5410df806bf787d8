package io.claviger.sandbox;

import io.claviger.sandbox.dashboard.RegisteredApplication;
import io.claviger.sandbox.requests.LoggedRequest;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;

/** One sandbox for each class, with a fake clock and a seeded random generator; one application for each test. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class SandboxTestBase {
    /** Strict, and without the throttle, which a test of many calls would meet. */
    protected static final String STRICT = "{\"strict\":true,\"throttle\":false,\"require_device_headers\":false}";

    protected final FakeClock clock = new FakeClock();
    protected final Sandbox sandbox =
            Sandbox.start(SandboxOptions.onAnyPort().withClock(clock).withRandom(new SplittableRandom(1)));
    protected final AdobeCaller adobe = new AdobeCaller(sandbox.baseUri());
    protected RegisteredApplication application = sandbox.createApplication("News for TV RESTV2");

    @BeforeEach
    void reset() {
        sandbox.setFaults("{}");
        sandbox.clearRequests();
        application = sandbox.createApplication("News for TV RESTV2");
    }

    @AfterAll
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
