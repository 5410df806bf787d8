package io.claviger.local.gateway;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.claviger.local.http.HttpRequest;
import io.claviger.local.http.HttpResponse;
import io.claviger.local.http.JsonNodes;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.signer.Aws4Signer;
import software.amazon.awssdk.auth.signer.params.Aws4SignerParams;
import software.amazon.awssdk.http.SdkHttpFullRequest;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.regions.Region;

/**
 * The authorization {@code AWS_IAM}. It checks Signature Version 4: the AWS SDK's own signer signs the request again, with
 * the headers that the caller signed, and must come to the same signature.
 */
final class IamAuthorization {
    private static final Pattern AUTHORIZATION = Pattern.compile("AWS4-HMAC-SHA256 "
            + "Credential=(?<key>[^/,]+)/[0-9]{8}/(?<region>[a-z0-9-]+)/execute-api/aws4_request, ?"
            + "SignedHeaders=(?<headers>[^,]+), ?Signature=(?<signature>[0-9a-f]{64})");
    private static final DateTimeFormatter AMZ_DATE =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    /** AWS allows five minutes for most services; API Gateway's requests live as long as a signature may. */
    private static final Duration MAX_AGE = Duration.ofMinutes(15);

    private final String account;
    private final InstantSource clock;

    IamAuthorization(String account, InstantSource clock) {
        this.account = account;
        this.clock = clock;
    }

    Decision decide(HttpRequest request) {
        return caller(request)
                .filter(caller -> caller.mayCall(request.path()))
                .<Decision>map(caller -> new Decision.Granted(authorizer(caller)))
                .orElseGet(() -> new Decision.Denied(HttpResponse.message(403, "Forbidden")));
    }

    /** Empty if the request is not signed, or not as it should be. */
    private Optional<LocalPrincipal> caller(HttpRequest request) {
        Matcher sent = AUTHORIZATION.matcher(request.header("authorization").orElse(""));
        Optional<Instant> time = request.header("x-amz-date").flatMap(IamAuthorization::instant);
        if (!sent.matches() || time.filter(this::isRecent).isEmpty()) {
            return Optional.empty();
        }
        return LocalPrincipal.find(sent.group("key"))
                .filter(caller -> isEqual(signature(request, sent, caller, time.get()), sent.group("signature")));
    }

    private boolean isRecent(Instant signed) {
        return Duration.between(signed, clock.instant()).abs().compareTo(MAX_AGE) <= 0;
    }

    private static String signature(HttpRequest request, Matcher sent, LocalPrincipal caller, Instant time) {
        SdkHttpFullRequest.Builder copy = SdkHttpFullRequest.builder()
                .method(SdkHttpMethod.fromValue(request.method()))
                .uri(URI.create("http://" + request.header("host").orElse("")))
                .encodedPath(request.path())
                .rawQueryParameters(request.parameters())
                .contentStreamProvider(
                        () -> new ByteArrayInputStream(request.body().getBytes()));
        for (String name : sent.group("headers").split(";", -1)) {
            request.headers().getAll(name).forEach(value -> copy.appendHeader(name, value));
        }
        Aws4SignerParams params = Aws4SignerParams.builder()
                .awsCredentials(AwsBasicCredentials.create(caller.accessKey(), caller.secret()))
                .signingName("execute-api")
                .signingRegion(Region.of(sent.group("region")))
                .signingClockOverride(Clock.fixed(time, ZoneOffset.UTC))
                .build();
        return Aws4Signer.create()
                .sign(copy.build(), params)
                .firstMatchingHeader("Authorization")
                .orElse("")
                .replaceFirst(".*Signature=", "");
    }

    private static boolean isEqual(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }

    private static Optional<Instant> instant(String amzDate) {
        try {
            return Optional.of(AMZ_DATE.parse(amzDate, Instant::from));
        } catch (DateTimeException malformed) {
            return Optional.empty();
        }
    }

    private ObjectNode authorizer(LocalPrincipal caller) {
        ObjectNode authorizer = JsonNodes.object();
        authorizer
                .putObject("iam")
                .put("accessKey", caller.accessKey())
                .put("accountId", account)
                .put("callerId", caller.accessKey())
                .putNull("cognitoIdentity")
                .put("principalOrgId", "")
                .put("userArn", "arn:aws:iam::" + account + ":user/" + caller.user())
                .put("userId", caller.accessKey());
        return authorizer;
    }
}
