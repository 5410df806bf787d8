package io.claviger.core.instance;

import io.claviger.core.application.ApplicationId;
import io.claviger.core.credentials.InvalidInput;
import java.util.List;
import java.util.Optional;

/** The port to lists of an application's instances. A list may lag behind the store by a second; canaries are in none. */
public interface InstanceList {

    /**
     * One page of a list, in no particular order.
     *
     * @param instances at most as many as were asked for, perhaps none although there are more pages
     * @param next names the next page; empty after the last one
     */
    record Page(List<Instance> instances, Optional<String> next) {
        public Page {
            instances = List.copyOf(instances);
        }
    }

    /** How many instances of an application have a status other than ACTIVE. */
    record Count(ApplicationId application, String status, long instances) {}

    /** Every count above zero; an instance is counted until the store deletes it, days after its recovery window. */
    List<Count> counts();

    /**
     * @param status lists only instances with this {@link Registration#status()}; without it, all are listed
     * @param limit the size of a page, from 1
     * @param next from the page before; empty for the first page
     * @throws InvalidInput if {@code next} does not come from a page of the same application and status
     */
    Page page(ApplicationId application, Optional<String> status, int limit, Optional<String> next);
}
