package io.claviger.runtime;

import io.claviger.core.Pause;
import java.time.Duration;

/** Waits by letting the thread sleep; not at all once it is interrupted. */
public final class ThreadPause implements Pause {
    @Override
    public void pause(Duration duration) {
        try {
            Thread.sleep(duration);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
