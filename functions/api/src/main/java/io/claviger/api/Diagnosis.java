package io.claviger.api;

import io.claviger.core.vault.VaultUnavailable;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/**
 * A failure told without its message, which may quote what must not be logged: types, AWS's own codes, and then the places,
 * so that whatever cuts a long line off leaves what failed.
 */
public final class Diagnosis {
    private static final int PLACES = 12;
    private static final int CAUSES = 5;

    private Diagnosis() {}

    public static String of(Throwable failure) {
        List<Throwable> chain = new ArrayList<>();
        for (Throwable cause = failure; cause != null && chain.size() < CAUSES; cause = cause.getCause()) {
            chain.add(cause);
        }
        StringJoiner told = new StringJoiner(", caused by ");
        chain.forEach(cause -> told.add(what(cause)));
        StringJoiner places = new StringJoiner("; ");
        chain.forEach(cause -> places.add(where(cause)));
        return told + "; " + places;
    }

    private static String what(Throwable failure) {
        String type = failure.getClass().getName();
        return switch (failure) {
            case VaultUnavailable vault -> type + " (" + vault.getMessage() + ")";
            case AwsServiceException aws when aws.awsErrorDetails() != null -> type + told(aws, aws.awsErrorDetails());
            case Throwable _ -> type;
        };
    }

    private static String told(AwsServiceException failure, AwsErrorDetails details) {
        return " (%s %s %d, request %s)"
                .formatted(details.serviceName(), details.errorCode(), failure.statusCode(), failure.requestId());
    }

    private static String where(Throwable failure) {
        StringJoiner places = new StringJoiner(" ");
        StackTraceElement[] frames = failure.getStackTrace();
        for (int i = 0; i < Math.min(PLACES, frames.length); i++) {
            places.add("at " + frames[i]);
        }
        return places.toString();
    }
}
