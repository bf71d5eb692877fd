# SPDX-License-Identifier: GPL-3.0-or-later
# One INTERFACE target holds every flag; each part of the program is a static library whose link line
# is its list of permitted includes.

add_library(lineup_config INTERFACE)
target_compile_features(lineup_config INTERFACE cxx_std_20)
target_include_directories(lineup_config INTERFACE "${PROJECT_SOURCE_DIR}" "${PROJECT_BINARY_DIR}/generated")
target_compile_definitions(lineup_config INTERFACE
    QT_NO_CAST_FROM_ASCII QT_NO_CAST_TO_ASCII QT_NO_URL_CAST_FROM_STRING QT_NO_CAST_FROM_BYTEARRAY
    QT_NO_KEYWORDS QT_NO_FOREACH QT_NO_NARROWING_CONVERSIONS_IN_CONNECT QT_NO_CONTEXTLESS_CONNECT
    QT_STRICT_ITERATORS QT_USE_QSTRINGBUILDER QT_DISABLE_DEPRECATED_BEFORE=0x060400)
target_compile_options(lineup_config INTERFACE
    -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wno-sign-conversion -Wnon-virtual-dtor -Wold-style-cast
    -Woverloaded-virtual -Wduplicated-cond -Wlogical-op -Wimplicit-fallthrough -Wextra-semi
    # Designated initialisers name what they set; the rest has its default.
    -Wno-missing-field-initializers
    -fvisibility=hidden -fno-exceptions)
if(NOT CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    get_target_property(_opts lineup_config INTERFACE_COMPILE_OPTIONS)
    list(REMOVE_ITEM _opts -Wduplicated-cond -Wlogical-op)
    set_target_properties(lineup_config PROPERTIES INTERFACE_COMPILE_OPTIONS "${_opts}")
endif()
# What a later Qt calls deprecated may have no successor in the oldest one that is supported.
if(Qt6_VERSION VERSION_GREATER_EQUAL 6.5)
    target_compile_definitions(lineup_config INTERFACE QT_WARN_DEPRECATED_UP_TO=0x060400)
    # There QTRY_VERIFY puts a long into an int.
    target_compile_options(lineup_config INTERFACE $<$<BOOL:$<TARGET_PROPERTY:LINEUP_IS_TEST>>:-Wno-conversion>)
endif()
# Newer GCCs take the empty half of a std::optional for a value that is read.
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_GREATER_EQUAL 13)
    target_compile_options(lineup_config INTERFACE -Wno-maybe-uninitialized)
endif()
# Optimising the tests themselves takes longer than it saves them; what they test is compiled as the preset says.
target_compile_options(lineup_config INTERFACE
    $<$<AND:$<CONFIG:Debug>,$<BOOL:$<TARGET_PROPERTY:LINEUP_IS_TEST>>>:-O0>)
if(LINEUP_WERROR)
    target_compile_options(lineup_config INTERFACE -Werror)
endif()
if(LINEUP_SANITIZE)
    target_compile_options(lineup_config INTERFACE -fsanitize=${LINEUP_SANITIZE} -fno-omit-frame-pointer)
    # In a test's own file UBSan takes longer to compile than all the rest; what the test calls has it.
    target_compile_options(lineup_config INTERFACE $<$<BOOL:$<TARGET_PROPERTY:LINEUP_IS_TEST>>:-fno-sanitize=undefined>)
    target_link_options(lineup_config INTERFACE -fsanitize=${LINEUP_SANITIZE})
endif()

# Two hundred test programs are linked in a fraction of the time. What people run is linked by the system's own linker.
find_program(MOLD_PROGRAM mold)
if(MOLD_PROGRAM AND LINEUP_BUILD_TESTS AND CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_GREATER_EQUAL 12.1)
    target_link_options(lineup_config INTERFACE -fuse-ld=mold)
endif()

find_program(CCACHE_PROGRAM ccache)
if(CCACHE_PROGRAM)
    # Checkouts in several folders share one cache; precompiled headers need the two sloppinesses.
    set(CMAKE_CXX_COMPILER_LAUNCHER "${CMAKE_COMMAND}" -E env "CCACHE_SLOPPINESS=pch_defines,time_macros"
        "CCACHE_BASEDIR=${PROJECT_SOURCE_DIR}" CCACHE_NOHASHDIR=1 "${CCACHE_PROGRAM}")
endif()

# The precompiled headers, made once each: for code of libraries and of tests, whose flags differ, with and without
# widgets.
if(LINEUP_PCH)
    foreach(_kind library_core test_core library_widgets test_widgets)
        if(_kind MATCHES "widgets" AND NOT LINEUP_BUILD_UI)
            continue()
        endif()
        if(_kind MATCHES "library")
            add_library(lineup_pch_${_kind} OBJECT "${CMAKE_CURRENT_LIST_DIR}/pch.cpp")
        else()
            add_executable(lineup_pch_${_kind} EXCLUDE_FROM_ALL "${CMAKE_CURRENT_LIST_DIR}/pch.cpp")
            set_target_properties(lineup_pch_${_kind} PROPERTIES LINEUP_IS_TEST ON)
        endif()
        if(_kind MATCHES "widgets")
            target_link_libraries(lineup_pch_${_kind} PRIVATE lineup_config Qt6::Widgets)
            target_precompile_headers(lineup_pch_${_kind} PRIVATE <QtWidgets> <optional> <memory>)
        else()
            target_link_libraries(lineup_pch_${_kind} PRIVATE lineup_config Qt6::Core)
            target_precompile_headers(lineup_pch_${_kind} PRIVATE <QtCore> <optional> <memory>)
        endif()
    endforeach()
endif()

# Several files of one folder are compiled as one, in a third of the time; the preset "plain" compiles each by itself.
# Called when all of a target's files are known.
set(LINEUP_UNITY_FILES 12)
function(lineup_group_files target)
    get_target_property(_sources ${target} SOURCES)
    foreach(_source ${_sources})
        if(_source MATCHES "\\.cpp$")
            cmake_path(ABSOLUTE_PATH _source OUTPUT_VARIABLE _path)
            cmake_path(GET _path PARENT_PATH _folder)
            cmake_path(GET _folder FILENAME _name)
            list(APPEND _files_${_name} "${_source}")
            list(LENGTH _files_${_name} _count)
            math(EXPR _group "(${_count} - 1) / ${LINEUP_UNITY_FILES}")
            set_source_files_properties("${_source}" TARGET_DIRECTORY ${target} PROPERTIES UNITY_GROUP "${_name}${_group}")
        endif()
    endforeach()
endfunction()

function(lineup_use_unity target)
    if(LINEUP_UNITY)
        set_target_properties(${target} PROPERTIES UNITY_BUILD ON UNITY_BUILD_MODE GROUP)
        # GCC takes a .cpp that another includes for a header, in which an unnamed namespace would be a fault.
        target_compile_options(${target} PRIVATE $<$<CXX_COMPILER_ID:GNU>:-Wno-subobject-linkage>)
        # EVAL: what is deferred reads its variables when it runs.
        cmake_language(EVAL CODE "cmake_language(DEFER CALL lineup_group_files ${target})")
    endif()
endfunction()

function(lineup_use_pch target kind)
    if(LINEUP_PCH)
        target_precompile_headers(${target} REUSE_FROM lineup_pch_${kind})
    endif()
endfunction()

# lineup_library(NAME SOURCES... LINK libs...): static library Lineup::NAME with moc; LINK is public.
function(lineup_library name)
    cmake_parse_arguments(arg "" "" "SOURCES;LINK;PRIVATE_LINK" ${ARGN})
    add_library(lineup_${name} STATIC ${arg_SOURCES})
    add_library(Lineup::${name} ALIAS lineup_${name})
    set_target_properties(lineup_${name} PROPERTIES AUTOMOC ON)
    target_link_libraries(lineup_${name} PUBLIC lineup_config ${arg_LINK} PRIVATE ${arg_PRIVATE_LINK})
    get_target_property(_links lineup_${name} LINK_LIBRARIES)
    set(_kind core)
    if("Qt6::Widgets" IN_LIST _links)
        set(_kind widgets)
    endif()
    if(CMAKE_CURRENT_SOURCE_DIR MATCHES "/tests/")
        set_target_properties(lineup_${name} PROPERTIES LINEUP_IS_TEST ON)
        lineup_use_pch(lineup_${name} test_${_kind})
    else()
        lineup_use_unity(lineup_${name})
        lineup_use_pch(lineup_${name} library_${_kind})
    endif()
endfunction()

# Only files that name the two folders get them: an object of any other is the same in every checkout.
function(lineup_knows_paths)
    foreach(_source ${ARGN})
        file(STRINGS "${_source}" _uses REGEX "LINEUP_(SOURCE|BINARY)_DIR|ShippedRow\\.h" LIMIT_COUNT 1)
        if(_uses)
            set_property(SOURCE "${_source}" APPEND PROPERTY COMPILE_DEFINITIONS
                LINEUP_SOURCE_DIR="${PROJECT_SOURCE_DIR}" LINEUP_BINARY_DIR="${PROJECT_BINARY_DIR}")
        endif()
    endforeach()
endfunction()

# The meta-object code of a test lies in its .cpp and is included there. CMake's own way would ask every test for more and
# compile an empty file for it, which for all of them takes minutes.
function(lineup_test_moc name)
    foreach(_source ${ARGN})
        file(STRINGS "${_source}" _objects REGEX "Q_OBJECT" LIMIT_COUNT 1)
        if(_objects)
            set_target_properties(${name} PROPERTIES AUTOMOC ON)
            return()
        endif()
    endforeach()
    qt_generate_moc(${name}.cpp "${CMAKE_CURRENT_BINARY_DIR}/${name}.moc" TARGET ${name})
    target_sources(${name} PRIVATE "${CMAKE_CURRENT_BINARY_DIR}/${name}.moc")
    target_include_directories(${name} PRIVATE "${CMAKE_CURRENT_BINARY_DIR}")
endfunction()

# lineup_test(tst_x [SOURCES more.cpp] LINK libs... [LABELS l] [GUI]): tst_x.cpp becomes one ctest of that name.
function(lineup_test name)
    cmake_parse_arguments(arg "GUI" "TIMEOUT" "SOURCES;LINK;LABELS" ${ARGN})
    add_executable(${name} ${name}.cpp ${arg_SOURCES})
    set_target_properties(${name} PROPERTIES LINEUP_IS_TEST ON RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/tests")
    target_link_libraries(${name} PRIVATE lineup_config Qt6::Test ${arg_LINK})
    lineup_test_moc(${name} ${arg_SOURCES})
    if(CMAKE_CURRENT_SOURCE_DIR MATCHES "/tests/(ui|models)")
        lineup_use_pch(${name} test_widgets)
    else()
        lineup_use_pch(${name} test_core)
    endif()
    lineup_knows_paths(${name}.cpp ${arg_SOURCES})
    if(NOT arg_TIMEOUT)
        set(arg_TIMEOUT 120)
    endif()
    if(LINEUP_SANITIZE)
        math(EXPR arg_TIMEOUT "${arg_TIMEOUT} * 4") # instrumented code is slow
    endif()
    add_test(NAME ${name} COMMAND ${name})
    set_tests_properties(${name} PROPERTIES TIMEOUT ${arg_TIMEOUT} LABELS "${arg_LABELS}"
        ENVIRONMENT "QT_QPA_PLATFORM=offscreen;LC_ALL=C.UTF-8;QT_ASSERT_CRITICALS=0;ASAN_OPTIONS=detect_leaks=0;TSAN_OPTIONS=suppressions=${PROJECT_SOURCE_DIR}/tests/tsan.supp:die_after_fork=0")
endfunction()
