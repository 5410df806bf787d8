package io.claviger.local.aws;

import com.amazonaws.services.dynamodbv2.local.server.DynamoDBProxyServer;
import com.amazonaws.services.dynamodbv2.local.server.LocalDynamoDBRequestHandler;
import com.amazonaws.services.dynamodbv2.local.server.LocalDynamoDBServerHandler;
import io.claviger.local.http.HttpRequest;
import io.claviger.local.http.HttpResponse;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** AWS's DynamoDB Local on a loopback port, without its telemetry. */
public final class DynamoDb implements AwsService, AutoCloseable {
    private final Server server;
    private final LocalDynamoDBServerHandler handler;
    private final Forwarding forwarding;

    private DynamoDb(Server server, LocalDynamoDBServerHandler handler, Forwarding forwarding) {
        this.server = server;
        this.handler = handler;
        this.forwarding = forwarding;
    }

    /**
     * Starts it.
     *
     * @param data the folder for its files; empty to keep all in memory
     */
    public static DynamoDb start(Optional<Path> data) {
        NativeSqlite.provide();
        try {
            String folder = null;
            if (data.isPresent()) {
                folder = Files.createDirectories(data.get()).toString();
            }
            // One database for every region and access key, so that the aws CLI and the functions see the same tables.
            var requests = new LocalDynamoDBRequestHandler(0, data.isEmpty(), folder, true, false);
            LocalDynamoDBServerHandler handler = new LocalDynamoDBServerHandler(requests, null);
            Server server = new Server();
            ServerConnector connector = new ServerConnector(server);
            connector.setHost("127.0.0.1");
            server.addConnector(connector);
            server.setHandler(new DynamoDBProxyServer(0, handler).setUpHandler(handler));
            server.start();
            return new DynamoDb(
                    server, handler, new Forwarding(URI.create("http://127.0.0.1:" + connector.getLocalPort())));
        } catch (Exception failure) {
            throw new IllegalStateException("DynamoDB Local does not start", failure);
        }
    }

    @Override
    public HttpResponse handle(AwsCall call, HttpRequest request) throws InterruptedException {
        return forwarding.handle(call, request);
    }

    @Override
    public void close() {
        try {
            server.stop();
            handler.close();
        } catch (Exception failure) {
            throw new IllegalStateException("DynamoDB Local does not stop", failure);
        }
    }
}
