package io.claviger.runtime;

import io.claviger.core.Pause;
import java.time.Duration;

/** Puts the thread to sleep. Returns at once if the thread is interrupted. */
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
