package io.claviger.sandbox.page;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Properties;

/** Reads the files of the class path. */
final class ClasspathResource {
    private ClasspathResource() {}

    static String text(String name) {
        return new String(bytes(name), StandardCharsets.UTF_8);
    }

    static byte[] bytes(String name) {
        try (var stream = ClasspathResource.class.getResourceAsStream(name)) {
            if (stream == null) {
                throw new IllegalStateException(name + " is missing from the class path");
            }
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A file of a WebJar, whose path contains its version. */
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
