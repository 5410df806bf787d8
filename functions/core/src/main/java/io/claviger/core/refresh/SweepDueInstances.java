package io.claviger.core.refresh;

import io.claviger.core.instance.InstanceKey;
import io.claviger.core.instance.Instances;
import io.claviger.core.journal.Entry;
import io.claviger.core.journal.Journal;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/** Queues the instances whose tokens are due, shard by shard, and holds back while the queue is deep. */
public final class SweepDueInstances {
    private final Instances instances;
    private final RefreshQueue queue;
    private final Journal journal;
    private final int deepest;
    private final InstantSource clock;

    /** @param deepest how many keys may wait in the queue */
    public SweepDueInstances(
            Instances instances, RefreshQueue queue, Journal journal, int deepest, InstantSource clock) {
        this.instances = instances;
        this.queue = queue;
        this.journal = journal;
        this.deepest = deepest;
        this.clock = clock;
    }

    public Entry.Swept sweep() {
        Instant now = clock.instant();
        long room = deepest - queue.depth();
        int queued = 0;
        for (int shard = 0; shard < instances.shards() && room > queued; shard++) {
            List<InstanceKey> due = instances.due(shard, now, fairShare(room - queued, shard));
            if (!due.isEmpty() && !queue.submit(due)) {
                return noted(new Entry.Swept(queued, true));
            }
            queued += due.size();
        }
        return noted(new Entry.Swept(queued, room <= queued));
    }

    private Entry.Swept noted(Entry.Swept swept) {
        journal.note(swept);
        return swept;
    }

    /** What one shard may take of the room that is left, so that a full shard does not starve those after it. */
    private int fairShare(long room, int shard) {
        return (int) Math.max(1, room / (instances.shards() - shard));
    }
}
