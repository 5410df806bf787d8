package io.claviger.aws.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.claviger.aws.json.JsonTree;
import io.claviger.aws.lambda.LambdaInvoker.Answer;
import io.claviger.core.enrolment.EnrolmentHook;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Asks a function of the programmer's, which gets {@code application_id}, and where there are such {@code instance_id},
 * {@code jwk} and {@code attestation}, and answers {@code {"admit": true}} or {@code {"admit": false}}.
 */
public final class LambdaEnrolmentHook implements EnrolmentHook {
    private static final Logger LOG = System.getLogger(LambdaEnrolmentHook.class.getName());
    private static final Pattern ARN =
            Pattern.compile("arn:aws[a-z-]*:lambda:[a-z0-9-]+:[0-9]{12}:function:[A-Za-z0-9_-]+(:[A-Za-z0-9_$-]+)?");

    private final Supplier<LambdaInvoker> lambda;
    private final String function;

    /**
     * @param lambda called at each use
     * @param function the function's ARN, perhaps with a version or an alias
     * @throws IllegalArgumentException if that is no such ARN
     */
    public LambdaEnrolmentHook(Supplier<LambdaInvoker> lambda, String function) {
        if (!ARN.matcher(function).matches()) {
            throw new IllegalArgumentException("ENROLMENT_HOOK_ARN must be the ARN of a function");
        }
        this.lambda = lambda;
        this.function = function;
    }

    /** The log says why there is no verdict, and nothing of what the device sent. */
    @Override
    public Verdict judge(Candidate candidate) {
        try {
            Answer answer = lambda.get().invoke(function, JsonTree.write(event(candidate)));
            Optional<Verdict> verdict = verdict(answer);
            if (verdict.isEmpty()) {
                LOG.log(Level.WARNING, "the enrolment hook gives no verdict: {0}", answer);
            }
            return verdict.orElse(Verdict.UNKNOWN);
        } catch (IOException | SdkException e) {
            LOG.log(Level.WARNING, "the enrolment hook is out of reach: {0}", e.toString());
            return Verdict.UNKNOWN;
        }
    }

    private static ObjectNode event(Candidate candidate) {
        ObjectNode event =
                JsonTree.object().put("application_id", candidate.application().value());
        candidate.instance().ifPresent(instance -> event.put("instance_id", instance.value()));
        candidate.publicKey().ifPresent(key -> event.set("jwk", JsonTree.parse(key.jwk())));
        candidate.attestation().ifPresent(attestation -> event.put("attestation", attestation.value()));
        return event;
    }

    private static Optional<Verdict> verdict(Answer answer) {
        if (answer.status() != 200 || answer.functionError().isPresent()) {
            return Optional.empty();
        }
        try {
            JsonNode admit = JsonTree.parse(answer.body()).path("admit");
            return Optional.of(admit)
                    .filter(JsonNode::isBoolean)
                    .map(yes -> yes.booleanValue() ? Verdict.ADMITTED : Verdict.REFUSED);
        } catch (JsonTree.Unreadable _) {
            return Optional.empty();
        }
    }
}
