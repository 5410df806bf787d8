package io.claviger.api;

import java.util.StringJoiner;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/** A failure told without its message, which may quote what must not be logged: types, places and AWS's own codes. */
public final class Diagnosis {
    private static final int PLACES = 12;
    private static final int CAUSES = 5;

    private Diagnosis() {}

    public static String of(Throwable failure) {
        StringJoiner told = new StringJoiner(", caused by ");
        Throwable cause = failure;
        for (int i = 0; cause != null && i < CAUSES; i++, cause = cause.getCause()) {
            told.add(one(cause));
        }
        return told.toString();
    }

    private static String one(Throwable failure) {
        StringJoiner told = new StringJoiner(" ");
        told.add(failure.getClass().getName());
        if (failure instanceof AwsServiceException aws && aws.awsErrorDetails() != null) {
            told.add(aws.awsErrorDetails().errorCode()).add(String.valueOf(aws.requestId()));
        }
        StackTraceElement[] places = failure.getStackTrace();
        for (int i = 0; i < Math.min(PLACES, places.length); i++) {
            told.add("at " + places[i]);
        }
        return told.toString();
    }
}
