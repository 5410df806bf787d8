import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDateTime;
import java.util.Comparator;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/**
 * Writes a zip anew, its files in the order of their names and all with one time. Quarkus takes the libraries in the
 * order and with the times that they happen to have in a folder. What it generates in an order of its own stays as it
 * is: {@code .ci/same-zips} knows of that.
 *
 * <p>A library's classes are stored in it without compression, so that the zip compresses them all together: it gets a
 * third smaller, and Lambda's JVM reads a class without inflating it.
 */
final class SameZip {

    /** A zip keeps local time: this is the same in every time zone. */
    private static final LocalDateTime TIME = LocalDateTime.of(2026, 1, 1, 0, 0);

    private SameZip() {}

    public static void main(String... arguments) throws IOException {
        Path zip = Path.of(arguments[0]);
        Path same = zip.resolveSibling("same.zip");
        try (ZipFile from = new ZipFile(zip.toFile());
                OutputStream file = Files.newOutputStream(same);
                ZipOutputStream to = new ZipOutputStream(file)) {
            var entries = from.stream()
                    .filter(entry -> !entry.isDirectory())
                    .sorted(Comparator.comparing(ZipEntry::getName))
                    .toList();
            to.setLevel(Deflater.BEST_COMPRESSION);
            for (ZipEntry entry : entries) {
                to.putNextEntry(entry(entry.getName()));
                try (InputStream content = from.getInputStream(entry)) {
                    if (entry.getName().endsWith(".jar")) {
                        to.write(stored(content));
                    } else {
                        content.transferTo(to);
                    }
                }
            }
        }
        Files.move(same, zip, StandardCopyOption.REPLACE_EXISTING);
    }

    /** The same files in the same order: a jar's manifest is its first. */
    private static byte[] stored(InputStream jar) throws IOException {
        ByteArrayOutputStream result = new ByteArrayOutputStream();
        ZipInputStream from = new ZipInputStream(new ByteArrayInputStream(jar.readAllBytes()));
        try (ZipOutputStream to = new ZipOutputStream(result)) {
            to.setMethod(ZipOutputStream.STORED);
            for (ZipEntry entry = from.getNextEntry(); entry != null; entry = from.getNextEntry()) {
                byte[] content = from.readAllBytes();
                CRC32 crc = new CRC32();
                crc.update(content);
                ZipEntry copy = entry(entry.getName());
                copy.setSize(content.length);
                copy.setCrc(crc.getValue());
                to.putNextEntry(copy);
                to.write(content);
            }
        }
        return result.toByteArray();
    }

    private static ZipEntry entry(String name) {
        ZipEntry entry = new ZipEntry(name);
        entry.setTimeLocal(TIME);
        return entry;
    }
}
