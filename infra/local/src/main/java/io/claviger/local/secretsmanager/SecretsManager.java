package io.claviger.local.secretsmanager;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.claviger.local.aws.JsonService;
import io.claviger.local.http.JsonNodes;
import io.claviger.local.template.AwsEnvironment;
import io.claviger.local.template.RotationResource;
import io.claviger.local.template.SecretResource;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/**
 * AWS Secrets Manager by its JSON protocol, with AWS's own rules and error names (API reference of 2017-10-17). Resource policies and
 * replication are not played.
 */
public final class SecretsManager extends JsonService {
    private final SecretStore store;
    private final ValueOperations values;
    private final RandomPassword passwords = new RandomPassword();
    private final Map<String, Operation> operations;

    /**
     * Opens the store.
     *
     * @param file where secrets are kept between runs; nothing to forget them
     */
    public SecretsManager(
            AwsEnvironment awsEnvironment,
            InstantSource clock,
            Optional<Path> file,
            RotationFunction rotationFunction) {
        this.store = new SecretStore(awsEnvironment, clock, new SecretFile(file));
        this.values = new ValueOperations(store);
        LifecycleOperations lifecycle = new LifecycleOperations(store);
        ListOperations lists = new ListOperations(store);
        RotationOperations rotation = new RotationOperations(store, rotationFunction);
        this.operations = Map.ofEntries(
                Map.entry("CreateSecret", writing(values::createSecret)),
                Map.entry("PutSecretValue", writing(values::putSecretValue)),
                Map.entry("UpdateSecret", writing(values::updateSecret)),
                Map.entry("GetSecretValue", exclusively(values::getSecretValue)),
                Map.entry("DescribeSecret", exclusively(lists::describeSecret)),
                Map.entry("ListSecrets", exclusively(lists::listSecrets)),
                Map.entry("ListSecretVersionIds", exclusively(lists::listSecretVersionIds)),
                Map.entry("DeleteSecret", writing(lifecycle::deleteSecret)),
                Map.entry("RestoreSecret", writing(lifecycle::restoreSecret)),
                Map.entry("TagResource", writing(lifecycle::tagResource)),
                Map.entry("UntagResource", writing(lifecycle::untagResource)),
                Map.entry("UpdateSecretVersionStage", writing(lifecycle::updateSecretVersionStage)),
                Map.entry("GetRandomPassword", passwords::getRandomPassword),
                Map.entry("RotateSecret", rotation::rotateSecret));
    }

    @Override
    protected Map<String, Operation> operations() {
        return operations;
    }

    /** Creates a secret of the template, unless it is there from an earlier run. */
    public void provision(SecretResource resource) {
        synchronized (store) {
            if (store.named(resource.name()).isPresent()) {
                return;
            }
            ObjectNode request = JsonNodes.object().put("Name", resource.name());
            resource.description().ifPresent(text -> request.put("Description", text));
            resource.secretString()
                    .or(() -> resource.generate().map(passwords::secretString))
                    .ifPresent(value -> request.put("SecretString", value));
            values.create(request, resource.suffix());
            store.save();
        }
    }

    /** Lets the template's rotation function rotate its secret when {@code RotateSecret} is called. */
    public void provision(RotationResource resource) {
        synchronized (store) {
            store.required(resource.secret())
                    .rotate(new StoredSecret.Rotation(resource.function(), resource.afterDays(), Optional.empty()));
        }
    }

    private Operation exclusively(Operation operation) {
        return request -> {
            synchronized (store) {
                return operation.run(request);
            }
        };
    }

    private Operation writing(Operation operation) {
        return exclusively(request -> {
            JsonNode answer = operation.run(request);
            store.save();
            return answer;
        });
    }
}
