package io.claviger.sandbox.page;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Properties;

/** Files that ship beside the classes of this package. */
final class Resource {
    private Resource() {}

    static String text(String name) {
        return new String(bytes(name), StandardCharsets.UTF_8);
    }

    static byte[] bytes(String name) {
        try (var stream = Resource.class.getResourceAsStream(name)) {
            if (stream == null) {
                throw new IllegalStateException(name + " is missing from the sandbox");
            }
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A file of a front-end library's WebJar, whose paths hold its version. */
    static byte[] webJar(String artifact, String file) {
        var properties = new Properties();
        var metadata = text("/META-INF/maven/org.webjars.npm/" + artifact + "/pom.properties");
        try {
            properties.load(new StringReader(metadata));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes("/META-INF/resources/webjars/" + artifact + "/" + properties.getProperty("version") + "/" + file);
    }
}
