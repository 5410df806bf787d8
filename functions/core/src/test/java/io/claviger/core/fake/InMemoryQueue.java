package io.claviger.core.fake;

import io.claviger.core.instance.DueInstance;
import io.claviger.core.instance.InstanceKey;
import io.claviger.core.instance.RefreshQueue;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** A first-in, first-out queue of keys. */
public final class InMemoryQueue implements RefreshQueue {
    private final Deque<DueInstance> waiting = new ArrayDeque<>();

    @Override
    public boolean submit(List<DueInstance> due) {
        return waiting.addAll(due);
    }

    @Override
    public long depth() {
        return waiting.size();
    }

    /** Removes and returns all waiting keys. */
    public List<InstanceKey> drain() {
        return drainDue().stream().map(DueInstance::key).toList();
    }

    /** Removes and returns everything that waits. */
    public List<DueInstance> drainDue() {
        List<DueInstance> drained = new ArrayList<>(waiting);
        waiting.clear();
        return drained;
    }
}
