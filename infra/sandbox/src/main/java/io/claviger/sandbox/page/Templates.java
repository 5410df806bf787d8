package io.claviger.sandbox.page;

import io.quarkus.qute.Engine;
import io.quarkus.qute.HtmlEscaper;
import io.quarkus.qute.ReflectionValueResolver;
import io.quarkus.qute.TemplateLocator.TemplateLocation;
import io.quarkus.qute.ValueResolvers;
import io.quarkus.qute.Variant;
import java.io.Reader;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32;

/** Renders the HTML of the page, and escapes the values in it. */
final class Templates {
    private static final String HTML = "text/html";

    private final Engine engine = Engine.builder()
            .addDefaults()
            .addValueResolver(ValueResolvers.rawResolver())
            .addValueResolver(new ReflectionValueResolver())
            .addResultMapper(new HtmlEscaper(List.of(HTML)))
            .addLocator(id -> Optional.of(new FromClassPath(id)))
            .strictRendering(true)
            .build();

    private record FromClassPath(String id) implements TemplateLocation {
        @Override
        public Reader read() {
            return new StringReader(ClasspathResource.text("templates/" + id + ".html"));
        }

        @Override
        public Optional<Variant> getVariant() {
            return Optional.of(Variant.forContentType(HTML));
        }
    }

    /** Renders a template. */
    String render(String template, Map<String, Object> data) {
        return engine.getTemplate(template).render(data);
    }

    /**
     * Renders a panel. The browser polls it, and gets it when its version changed.
     *
     * @param refresh when the browser polls, as a value of {@code hx-trigger}
     */
    Panel panel(String name, String refresh, Map<String, Object> data) {
        var content = render(name, data);
        var crc = new CRC32();
        crc.update(content.getBytes(StandardCharsets.UTF_8));
        var version = Long.toHexString(crc.getValue());
        var html = render("panel", Map.of("name", name, "refresh", refresh, "version", version, "content", content));
        return new Panel(version, html);
    }

    /**
     * A part of the page that the browser polls.
     *
     * @param version changes with the content
     */
    record Panel(String version, String html) {}
}
