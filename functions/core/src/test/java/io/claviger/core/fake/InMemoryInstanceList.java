package io.claviger.core.fake;

import io.claviger.core.application.ApplicationId;
import io.claviger.core.credentials.InvalidInput;
import io.claviger.core.instance.Instance;
import io.claviger.core.instance.InstanceKey;
import io.claviger.core.instance.InstanceList;
import io.claviger.core.instance.Registration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Lists what {@link InMemoryInstances} hold. A page's {@code next} is the number of instances before it. */
public record InMemoryInstanceList(InMemoryInstances instances) implements InstanceList {

    @Override
    public Page page(ApplicationId application, Optional<String> status, int limit, Optional<String> next) {
        List<Instance> listed = instances.all().stream()
                .filter(instance -> isOf(application, instance.key()))
                .filter(instance -> status.filter(
                                wanted -> !wanted.equals(instance.registration().status()))
                        .isEmpty())
                .toList();
        int from = next.map(InMemoryInstanceList::number).orElse(0);
        int to = Math.min(from + limit, listed.size());
        return new Page(
                listed.subList(from, to), to < listed.size() ? Optional.of(Integer.toString(to)) : Optional.empty());
    }

    @Override
    public List<Count> counts() {
        return instances.all().stream()
                .filter(instance -> !instance.key().isCanary())
                .filter(instance -> !(instance.registration() instanceof Registration.Active))
                .collect(Collectors.groupingBy(
                        instance -> instance.key().application(),
                        Collectors.groupingBy(
                                instance -> instance.registration().status(), Collectors.counting())))
                .entrySet()
                .stream()
                .flatMap(of -> of.getValue().entrySet().stream()
                        .map(count -> new Count(of.getKey(), count.getKey(), count.getValue())))
                .toList();
    }

    private static boolean isOf(ApplicationId application, InstanceKey key) {
        return key.application().equals(application) && !key.isCanary();
    }

    private static int number(String next) {
        try {
            return Integer.parseInt(next);
        } catch (NumberFormatException e) {
            throw new InvalidInput("next must come from the page before");
        }
    }
}
