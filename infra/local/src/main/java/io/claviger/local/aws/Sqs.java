package io.claviger.local.aws;

import io.claviger.local.http.HttpRequest;
import io.claviger.local.http.HttpResponse;
import io.claviger.local.template.AwsEnvironment;
import java.net.URI;
import org.elasticmq.NodeAddress;
import org.elasticmq.rest.sqs.SQSRestServer;
import org.elasticmq.rest.sqs.SQSRestServerBuilder$;

/** ElasticMQ in this process. Its queue addresses lead to the common endpoint. */
public final class Sqs implements AwsService, AutoCloseable {
    private final SQSRestServer server;
    private final Forwarding forwarding;

    private Sqs(SQSRestServer server, Forwarding forwarding) {
        this.server = server;
        this.forwarding = forwarding;
    }

    /** Starts it for an account and region. */
    public static Sqs start(AwsEnvironment awsEnvironment) {
        URI aws = awsEnvironment.aws();
        SQSRestServer server = SQSRestServerBuilder$.MODULE$
                .withInterface("127.0.0.1")
                .withDynamicPort()
                .withServerAddress(new NodeAddress(aws.getScheme(), aws.getHost(), aws.getPort(), ""))
                .withAWSRegion(awsEnvironment.region())
                .withAWSAccountId(awsEnvironment.account())
                .start();
        int port = server.waitUntilStarted().localAddress().getPort();
        return new Sqs(server, new Forwarding(URI.create("http://127.0.0.1:" + port)));
    }

    @Override
    public HttpResponse handle(AwsCall call, HttpRequest request) throws InterruptedException {
        return forwarding.handle(call, request);
    }

    @Override
    public void close() {
        // It gives open long polls five seconds. Nothing reads their answers any more, so this does not wait.
        server.stopAndGetFuture().apply();
    }
}
