package io.claviger.local.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** AWS and Adobe change the addresses behind their names. A snapshot carries the names that it knew. */
class NameCacheTest {

    /** Prints for how many seconds this JVM keeps an address, and a stale one. */
    static final class Policy {
        private Policy() {}

        public static void main(String[] args) throws ReflectiveOperationException {
            Class<?> policy = Class.forName("sun.net.InetAddressCachePolicy");
            Method addresses = policy.getMethod("get");
            Method stale = policy.getMethod("getStale");
            System.out.println(addresses.invoke(null) + " " + stale.invoke(null));
        }
    }

    @Test
    void every_function_keeps_an_address_for_at_most_30_seconds() {
        Stack stack = TemplateReader.read(
                Path.of("../../template.yaml"),
                Map.of(
                        "IdentityIssuer", "https://id.example.com",
                        "IdentityAudience", "claviger",
                        "IdentityJwksUri", "https://id.example.com/jwks",
                        "AuthorizationServerUri", "https://adobe.example.com",
                        "ServiceProvider", "sandbox"),
                AwsEnvironment.local(URI.create("http://localhost:4566")),
                ExistingArns.NONE);
        Set<String> options = stack.functions().stream()
                .map(function ->
                        Objects.requireNonNull(function.environment().get("JAVA_TOOL_OPTIONS"), function.logicalId()))
                .collect(Collectors.toSet());
        assertThat(options)
                .isNotEmpty()
                .allSatisfy(these -> assertThat(policy(these)).isEqualTo("30 0"));
    }

    private static String policy(String options) throws IOException {
        ProcessBuilder java = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-exports=java.base/sun.net=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Policy.class.getName());
        java.redirectError(ProcessBuilder.Redirect.DISCARD).environment().put("JAVA_TOOL_OPTIONS", options);
        return new String(java.start().getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    }
}
