package io.claviger.authserver;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.io.PrintStream;
import java.time.Instant;

@AnalyzeClasses(packages = "io.claviger.authserver", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule it_depends_only_on_core_jackson_and_the_jdk = classes()
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "io.claviger.authserver",
                    "io.claviger.core.authorizationserver",
                    "io.claviger.core.credentials",
                    "com.fasterxml.jackson..",
                    "org.jspecify.annotations",
                    "java..",
                    "javax.net.ssl");

    @ArchTest
    static final ArchRule only_the_adapter_and_its_configuration_are_public = classes()
            .that(not(belongToAnyOf(AdobePassAuthorizationServer.class, AdobePassConfig.class, BaseUri.class)))
            .and()
            .areTopLevelClasses()
            .should()
            .notBePublic();

    @ArchTest
    static final ArchRule it_logs_nothing_because_its_data_is_secret = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.util.logging..", "org.slf4j..", "org.jboss.logging..")
            .orShould()
            .dependOnClassesThat()
            .belongToAnyOf(System.Logger.class, PrintStream.class);

    @ArchTest
    static final ArchRule time_comes_from_the_injected_clock = noClasses()
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(Thread.class, "sleep", long.class);
}
