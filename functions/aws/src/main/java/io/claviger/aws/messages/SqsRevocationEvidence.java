package io.claviger.aws.messages;

import io.claviger.core.instance.InstanceKey;
import io.claviger.core.instance.RevocationEvidence;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.InstantSource;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;

/** The evidence queue in SQS. A message is <code>{"instance_key":"app#instance","seen_at":Unix milliseconds}</code>. */
public final class SqsRevocationEvidence implements RevocationEvidence {
    private static final Logger LOG = System.getLogger(SqsRevocationEvidence.class.getName());

    private final Supplier<SqsClient> client;
    private final String queueUrl;
    private final InstantSource clock;

    /** @param client called at the first use */
    public SqsRevocationEvidence(Supplier<SqsClient> client, String queueUrl, InstantSource clock) {
        this.client = client;
        this.queueUrl = queueUrl;
        this.clock = clock;
    }

    @Override
    public void submit(InstanceKey instance) {
        try {
            String body = MessageJson.evidence(instance, clock.instant());
            client.get().sendMessage(request -> request.queueUrl(queueUrl).messageBody(body));
        } catch (SdkException e) {
            LOG.log(Level.WARNING, "the evidence queue did not take what was seen of " + instance, e);
        }
    }
}
