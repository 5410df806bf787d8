package io.claviger.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPath;
import javax.xml.xpath.XPathFactory;
import javax.xml.xpath.XPathNodes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Node;

/** Holds the modules of {@code functions/} to the dependencies on each other that they have. */
class ModuleDependenciesTest {
    private static final XPath XPATH = XPathFactory.newInstance().newXPath();

    @ParameterizedTest
    @CsvSource({
        "core, ''",
        "authorization-server, core",
        "aws, core",
        "runtime, core authorization-server aws",
        "api, core aws runtime",
        "registration, core authorization-server aws runtime api",
        "token, core authorization-server aws runtime api",
        "token-refresh, core authorization-server aws runtime",
        "revocation-check, core authorization-server aws runtime api",
        "keyset-rotation, aws runtime"
    })
    void a_module_depends_on_these_modules_alone(String module, String others) throws Exception {
        assertThat(dependencies(module))
                .containsExactlyInAnyOrder(others.isEmpty() ? new String[0] : others.split(" "));
    }

    @Test
    void the_modules_above_are_all_there_are() throws Exception {
        assertThat(names(Path.of("..", "pom.xml"), "/project/modules/module")).hasSize(10);
    }

    @ParameterizedTest
    @ValueSource(strings = {"runtime", "token-refresh", "keyset-rotation"})
    void a_module_without_http_does_not_reach_the_api(String module) throws Exception {
        assertThat(reachable(module)).doesNotContain("api").contains("core");
    }

    private static Set<String> reachable(String module) throws Exception {
        Set<String> all = new HashSet<>();
        for (String next : dependencies(module)) {
            all.add(next);
            all.addAll(reachable(next));
        }
        return all;
    }

    private static Set<String> dependencies(String module) throws Exception {
        return names(
                Path.of("..", module, "pom.xml"),
                "/project/dependencies/dependency[groupId='io.claviger' and not(scope)]/artifactId");
    }

    private static Set<String> names(Path pom, String path) throws Exception {
        Node document =
                DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(pom.toFile());
        Set<String> names = new HashSet<>();
        for (Node node : XPATH.evaluateExpression(path, document, XPathNodes.class)) {
            names.add(node.getTextContent().replace("claviger-", ""));
        }
        return names;
    }
}
