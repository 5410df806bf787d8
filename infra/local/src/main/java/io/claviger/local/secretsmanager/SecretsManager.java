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
 * AWS Secrets Manager: the operations that Claviger uses and that a user of the {@code aws} CLI tries first, with AWS's
 * rules and error names (API reference of 2017-10-17).
 */
public final class SecretsManager extends JsonService {
    private final SecretStore store;
    private final ValueOperations values;
    private final Map<String, Operation> operations;

    /** @param file where secrets are kept between runs; empty to keep them in memory */
    public SecretsManager(
            AwsEnvironment awsEnvironment,
            InstantSource clock,
            Optional<Path> file,
            RotationFunction rotationFunction) {
        this.store = new SecretStore(awsEnvironment, clock, file);
        this.values = new ValueOperations(store);
        LifecycleOperations lifecycle = new LifecycleOperations(store);
        ListOperations lists = new ListOperations(store);
        RotationOperations rotation = new RotationOperations(store, rotationFunction);
        this.operations = Map.ofEntries(
                Map.entry("CreateSecret", writing(values::createSecret)),
                Map.entry("PutSecretValue", writing(values::putSecretValue)),
                Map.entry("UpdateSecret", writing(values::updateSecret)),
                Map.entry("GetSecretValue", exclusively(values::getSecretValue)),
                Map.entry("BatchGetSecretValue", exclusively(values::batchGetSecretValue)),
                Map.entry("DescribeSecret", exclusively(lists::describeSecret)),
                Map.entry("ListSecrets", exclusively(lists::listSecrets)),
                Map.entry("DeleteSecret", writing(lifecycle::deleteSecret)),
                Map.entry("RestoreSecret", writing(lifecycle::restoreSecret)),
                Map.entry("TagResource", writing(lifecycle::tagResource)),
                Map.entry("UntagResource", writing(lifecycle::untagResource)),
                Map.entry("UpdateSecretVersionStage", writing(lifecycle::updateSecretVersionStage)),
                Map.entry("RotateSecret", rotation::rotateSecret));
    }

    @Override
    protected Map<String, Operation> operations() {
        return operations;
    }

    /** Creates a secret of the template. A secret of an earlier run stays unchanged. */
    public void provision(SecretResource resource) {
        synchronized (store) {
            if (store.named(resource.name()).isPresent()) {
                return;
            }
            ObjectNode request = JsonNodes.object()
                    .put("Name", resource.name())
                    .put("SecretString", GeneratedSecret.of(resource.generateSecretString()));
            resource.description().ifPresent(text -> request.put("Description", text));
            values.create(request, store.arn(resource.name(), resource.suffix()));
            store.save();
        }
    }

    /** Sets the template's rotation function of a secret. */
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
