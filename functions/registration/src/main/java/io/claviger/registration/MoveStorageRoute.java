package io.claviger.registration;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.claviger.api.Answer;
import io.claviger.api.Paging;
import io.claviger.api.Request;
import io.claviger.api.Route;
import io.claviger.core.credentials.InvalidInput;
import io.claviger.core.instance.Instance;
import io.claviger.core.instance.InstanceKey;
import io.claviger.core.instance.InstanceList;
import io.claviger.core.storage.StorageFailure;
import io.claviger.core.storage.VaultUnavailable;
import io.claviger.core.vault.MoveCredentials;
import io.claviger.core.vault.MoveCredentials.MoveResult;
import io.claviger.runtime.FailureDescription;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * {@code POST /v1/applications/{applicationId}/storage-moves}: moves the credentials of one page of instances. The caller
 * goes from page to page, and so decides how fast.
 */
record MoveStorageRoute(InstanceList instances, MoveCredentials moves) implements Route {
    private static final Logger LOG = System.getLogger(MoveStorageRoute.class.getName());
    private static final int DEFAULT_LIMIT = 25;

    /** A move waits for a dozen calls to AWS, one after the other. */
    private static final int AT_ONCE = 8;

    @Override
    public Answer answer(Request request) {
        boolean dryRun = isDryRun(request);
        Paging paging = Paging.of(request);
        InstanceList.Page page = instances.page(
                request.application(), Optional.empty(), paging.limit().orElse(DEFAULT_LIMIT), paging.next());
        ObjectNode body =
                view(results(page, dryRun)).put("target", moves.target().value());
        page.next().ifPresent(next -> body.put("next", next));
        return Answer.ok(body);
    }

    private static boolean isDryRun(Request request) {
        return switch (request.query("dry_run").orElse("false")) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new InvalidInput("dry_run must be true or false");
        };
    }

    private Map<InstanceKey, MoveResult> results(InstanceList.Page page, boolean dryRun) {
        Map<InstanceKey, Future<MoveResult>> running = new LinkedHashMap<>();
        try (ExecutorService threads =
                Executors.newFixedThreadPool(AT_ONCE, Thread.ofVirtual().factory())) {
            for (Instance instance : page.instances()) {
                running.put(instance.key(), threads.submit(() -> result(instance, dryRun)));
            }
        }
        Map<InstanceKey, MoveResult> results = new LinkedHashMap<>();
        running.forEach((key, result) -> results.put(key, result.resultNow()));
        return results;
    }

    private MoveResult result(Instance instance, boolean dryRun) {
        try {
            return dryRun ? moves.look(instance) : moves.move(instance.key());
        } catch (RuntimeException e) {
            return new MoveResult.Failed(StorageFailure.of(new VaultUnavailable("reading the instance failed", e)));
        }
    }

    private static ObjectNode view(Map<InstanceKey, MoveResult> results) {
        ObjectNode view = JsonNodeFactory.instance.objectNode();
        for (String count : List.of("moved", "to_move", "in_place", "without_credentials")) {
            view.put(count, 0);
        }
        ArrayNode unfinished = view.putArray("unfinished");
        results.forEach((key, result) -> {
            switch (result) {
                case MoveResult.Moved _ -> count(view, "moved");
                case MoveResult.ToMove _ -> count(view, "to_move");
                case MoveResult.AlreadyThere _ -> count(view, "in_place");
                case MoveResult.NothingToMove _ -> count(view, "without_credentials");
                case MoveResult.Busy _ -> unfinished(unfinished, key, "busy");
                case MoveResult.Failed(StorageFailure failure) -> {
                    failure.cause().ifPresent(cause -> LOG.log(Level.ERROR, () -> FailureDescription.of(cause)));
                    unfinished(unfinished, key, failure.reason().code());
                }
            }
        });
        return view;
    }

    private static void count(ObjectNode view, String name) {
        view.put(name, view.path(name).asInt() + 1);
    }

    private static void unfinished(ArrayNode unfinished, InstanceKey key, String reason) {
        unfinished.addObject().put("instance_id", key.instance().value()).put("reason", reason);
    }
}
