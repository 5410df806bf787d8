package io.claviger.revocationcheck;

import io.claviger.core.application.ApplicationId;
import io.claviger.core.instance.InstanceList;
import io.claviger.core.instance.InstanceList.Count;
import io.claviger.core.journal.Entry;
import io.claviger.core.journal.Journal;
import io.claviger.runtime.FailureDescription;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Counts each application's instances by status, for the dashboard. */
record CountInstances(InstanceList instances, Journal journal) {
    private static final Logger LOG = System.getLogger(CountInstances.class.getName());

    /** Notes the counts of these applications; a failure is logged, because checks matter more. */
    void run(List<ApplicationId> applications) {
        try {
            Map<ApplicationId, Map<String, Long>> counts = instances.counts().stream()
                    .collect(Collectors.groupingBy(
                            Count::application, Collectors.toMap(Count::status, Count::instances)));
            applications.forEach(application ->
                    journal.note(new Entry.InstancesCounted(application, counts.getOrDefault(application, Map.of()))));
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, () -> "instances could not be counted: " + FailureDescription.of(e));
        }
    }
}
