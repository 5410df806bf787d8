package io.claviger.sandbox.page;

import io.claviger.sandbox.requests.RequestFilter;
import io.vertx.ext.web.RoutingContext;

/** The request panel's filter, as its form sends it. */
final class RequestFilters {
    private RequestFilters() {}

    static RequestFilter none() {
        return RequestFilter.all();
    }

    static RequestFilter of(RoutingContext context) {
        var query = context.queryParams();
        return new RequestFilter(query.get("path"), query.get("client_id"), query.get("outcome"));
    }
}
