package io.claviger.registration;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.claviger.api.Answer;
import io.claviger.api.Problem;
import io.claviger.api.ProblemCode;
import io.claviger.api.ProblemException;
import io.claviger.api.Request;
import io.claviger.api.Route;
import io.claviger.api.identity.DeviceKeys;
import io.claviger.api.json.BodyMembers;
import io.claviger.core.credentials.InvalidInput;
import io.claviger.core.enrolment.Attestation;
import io.claviger.core.enrolment.EnrolCommand;
import io.claviger.core.enrolment.EnrolCommand.Credential;
import io.claviger.core.enrolment.EnrolDevice;
import io.claviger.core.enrolment.EnrolResult;
import io.claviger.core.enrolment.EnrolmentCode;
import io.claviger.core.enrolment.EnrolmentKey;
import io.claviger.core.instance.DeviceKey;
import io.claviger.core.instance.DeviceKey.Material.PublicKey;
import io.claviger.core.instance.DeviceKey.Material.SharedSecret;
import io.claviger.core.instance.Instance;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** {@code POST /v1/device/enrolments}. */
record EnrolRoute(EnrolDevice enrolDevice, InstantSource clock) implements Route {
    private static final Duration AFTER_FAILED_CHECK = Duration.ofSeconds(5);

    @Override
    public Answer answer(Request request) {
        BodyMembers body = request.body("code", "enrolment_key", "jwk", "device_secret", "attestation");
        Optional<PublicKey> publicKey = body.optionalObject("jwk").map(DeviceKeys::publicKey);
        if (publicKey.isPresent() == body.flag("device_secret")) {
            throw ProblemException.invalid("send jwk, the device's public key, or device_secret: true for a secret");
        }
        Optional<Attestation> attestation = body.optionalText("attestation").map(Attestation::new);
        return answer(enrolDevice.enrol(new EnrolCommand(credential(body), publicKey, attestation, request.device())));
    }

    /** A malformed credential is as good as a wrong one. */
    private static Credential credential(BodyMembers body) {
        Optional<String> code = body.optionalText("code");
        Optional<String> key = body.optionalText("enrolment_key");
        if (code.isPresent() == key.isPresent()) {
            throw ProblemException.invalid("send either code or enrolment_key");
        }
        try {
            return code.<Credential>map(text -> new Credential.Code(new EnrolmentCode(text)))
                    .orElseGet(() -> new Credential.Key(new EnrolmentKey(key.orElseThrow())));
        } catch (InvalidInput _) {
            throw new ProblemException(credentialRefused());
        }
    }

    private Answer answer(EnrolResult result) {
        return switch (result) {
            case EnrolResult.Enrolled(Instance instance, DeviceKey key) -> Answer.created(view(instance, key));
            case EnrolResult.CredentialRefused _ -> Answer.of(credentialRefused());
            case EnrolResult.DeviceRefused _ ->
                Answer.problem(
                        ProblemCode.DEVICE_REFUSED,
                        "The deployment's own check refused the device. The code is not used up.");
            case EnrolResult.CheckFailed _ ->
                Answer.of(Problem.retry(
                        ProblemCode.DEVICE_REFUSED,
                        "The deployment's own check of the device failed; the log has the reason. The code is not used up."
                                + " Repeat the request after Retry-After.",
                        AFTER_FAILED_CHECK));
            case EnrolResult.LimitReached(Instant retryAt) ->
                Answer.of(Problem.retry(
                        ProblemCode.ENROLMENTS_LIMITED,
                        "The enrolment key made as many instances as it may in an hour. Repeat the request after"
                                + " Retry-After, or enrol with a code.",
                        Duration.between(clock.instant(), retryAt)));
        };
    }

    private static ObjectNode view(Instance instance, DeviceKey key) {
        ObjectNode view = JsonNodeFactory.instance
                .objectNode()
                .put("application_id", instance.key().application().value())
                .put("instance_id", instance.key().instance().value())
                .put("key_id", key.id())
                .put("status", instance.registration().status());
        if (key.material() instanceof SharedSecret(var secret)) {
            view.put("device_secret", secret.reveal());
        }
        return view;
    }

    private static Problem credentialRefused() {
        return Problem.of(
                ProblemCode.UNAUTHENTICATED, "The code or the enrolment key is unknown, used up, expired or revoked.");
    }
}
