package io.claviger.core;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.time.Clock;
import java.time.Instant;
import java.util.Random;

@AnalyzeClasses(packages = "io.claviger.core", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String USE_CASE =
            "(Enrol|Issue|Rotate|Revoke|Store|Register|Adopt|Deregister|Restore|Vend|Report|Refresh|Sweep|Check|FollowUp)[A-Z]\\w+";

    @ArchTest
    static final ArchRule core_is_plain_java = classes()
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("io.claviger.core..", "java..", "org.jspecify.annotations");

    @ArchTest
    static final ArchRule core_does_no_input_or_output = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.net.http..", "java.io..", "java.nio.file..", "java.sql..");

    @ArchTest
    static final ArchRule the_time_comes_from_outside = noClasses()
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(Clock.class)
            .orShould()
            .callMethod(Thread.class, "sleep", long.class);

    @ArchTest
    static final ArchRule chance_comes_from_outside =
            noClasses().should().callConstructor(Random.class).orShould().callMethod(Math.class, "random");

    @ArchTest
    static final ArchRule the_domain_knows_no_use_case = noClasses()
            .that()
            .resideInAnyPackage(
                    "..core.credentials",
                    "..core.application",
                    "..core.authorizationserver",
                    "..core.instance",
                    "..core.storage",
                    "..core.vault")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "..core.enrolment",
                    "..core.pacing",
                    "..core.refresh",
                    "..core.registration",
                    "..core.revocation",
                    "..core.statement",
                    "..core.vending");

    @ArchTest
    static final ArchRule no_two_packages_need_each_other =
            slices().matching("io.claviger.core.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule a_use_case_has_one_public_method = classes()
            .that()
            .haveNameMatching("io\\.claviger\\.core\\.\\w+\\." + USE_CASE)
            .and()
            .areNotInterfaces()
            .and()
            .areNotRecords()
            .and()
            .areNotEnums()
            .should(haveOnePublicMethod());

    @ArchTest
    static final ArchRule no_class_is_a_helper = noClasses()
            .should()
            .haveSimpleNameEndingWith("Manager")
            .orShould()
            .haveSimpleNameEndingWith("Helper")
            .orShould()
            .haveSimpleNameEndingWith("Util")
            .orShould()
            .haveSimpleNameEndingWith("Impl");

    @ArchTest
    static final ArchRule nothing_changes_in_a_static_field =
            fields().that().areStatic().should().beFinal();

    private static ArchCondition<JavaClass> haveOnePublicMethod() {
        return new ArchCondition<>("have one public method") {
            @Override
            public void check(JavaClass useCase, ConditionEvents events) {
                long methods = useCase.getMethods().stream()
                        .filter(method -> method.getModifiers().contains(JavaModifier.PUBLIC)
                                && !method.getModifiers().contains(JavaModifier.SYNTHETIC))
                        .count();
                events.add(new SimpleConditionEvent(
                        useCase, methods == 1, useCase.getName() + " has " + methods + " public methods"));
            }
        };
    }
}
