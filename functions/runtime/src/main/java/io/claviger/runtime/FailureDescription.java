package io.claviger.runtime;

import io.claviger.core.storage.VaultUnavailable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.StringJoiner;
import java.util.stream.Collectors;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/**
 * Describes a failure without its message, because a message may quote a secret: types, AWS's codes, then stack frames.
 * The frames come last, so that a line that is cut off still says what failed.
 */
public final class FailureDescription {
    private static final int MAX_FRAMES = 12;
    private static final int MAX_CAUSES = 5;

    private FailureDescription() {}

    public static String of(Throwable failure) {
        List<Throwable> chain = new ArrayList<>();
        for (Throwable cause = failure; cause != null && chain.size() < MAX_CAUSES; cause = cause.getCause()) {
            chain.add(cause);
        }
        StringJoiner types = new StringJoiner(", caused by ");
        chain.forEach(cause -> types.add(type(cause)));
        StringJoiner frames = new StringJoiner("; ");
        chain.forEach(cause -> frames.add(frames(cause)));
        return types + "; " + frames;
    }

    private static String type(Throwable failure) {
        String type = failure.getClass().getName();
        return switch (failure) {
            case VaultUnavailable vault -> type + " (" + vault.getMessage() + ")";
            case AwsServiceException aws
            when aws.awsErrorDetails() != null -> type + answer(aws, aws.awsErrorDetails());
            case Throwable _ -> type;
        };
    }

    private static String answer(AwsServiceException failure, AwsErrorDetails details) {
        return " (%s %s %d, request %s)"
                .formatted(details.serviceName(), details.errorCode(), failure.statusCode(), failure.requestId());
    }

    private static String frames(Throwable failure) {
        return Arrays.stream(failure.getStackTrace())
                .limit(MAX_FRAMES)
                .map(frame -> "at " + frame)
                .collect(Collectors.joining(" "));
    }
}
