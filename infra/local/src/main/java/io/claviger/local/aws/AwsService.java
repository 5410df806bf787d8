package io.claviger.local.aws;

import io.claviger.local.http.HttpRequest;
import io.claviger.local.http.HttpResponse;

/** One AWS service behind the common endpoint. */
@FunctionalInterface
public interface AwsService {
    HttpResponse handle(AwsCall call, HttpRequest request) throws InterruptedException;
}
