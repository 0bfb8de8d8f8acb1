# Turns the contents of files into one word, in a C source: what was made from other files has another one. CMake reads
# this file twice: included, it defines ziping_fingerprint; as a script, while building, it writes the source.

# Adds to a target a source that defines `const char NAME[]`. PATTERNS are what FILES of file(GLOB) are, from FOLDER on;
# what is in WORDS counts as if it stood in a file.
function(ziping_fingerprint target name)
  cmake_parse_arguments(OF "" "FOLDER;WORDS" "PATTERNS" ${ARGN})
  list(TRANSFORM OF_PATTERNS PREPEND ${OF_FOLDER}/ OUTPUT_VARIABLE patterns)
  file(GLOB_RECURSE paths CONFIGURE_DEPENDS ${patterns})
  set(source ${CMAKE_CURRENT_BINARY_DIR}/${name}.c)
  set(list ${CMAKE_CURRENT_BINARY_DIR}/${name}.txt)
  list(JOIN paths "\n" lines)
  file(CONFIGURE OUTPUT ${list} CONTENT "${lines}\n" @ONLY)
  add_custom_command(
    OUTPUT ${source}
    COMMAND ${CMAKE_COMMAND} -D "FOLDER=${OF_FOLDER}" -D "LIST=${list}" -D "WORDS=${OF_WORDS}" -D "NAME=${name}"
            -D "SOURCE=${source}" -P ${CMAKE_CURRENT_FUNCTION_LIST_FILE}
    DEPENDS ${paths} ${list} ${CMAKE_CURRENT_FUNCTION_LIST_FILE}
    COMMENT "Taking the fingerprint of ${target}"
    VERBATIM)
  target_sources(${target} PRIVATE ${source})
endfunction()

function(ziping_write_fingerprint folder list words name source)
  file(STRINGS ${list} paths)
  set(all "${words}\n")
  foreach(path IN LISTS paths)
    file(SHA256 ${path} hash)
    file(RELATIVE_PATH shown ${folder} ${path})
    string(APPEND all "${hash} ${shown}\n")
  endforeach()
  string(SHA256 word "${all}")
  file(WRITE ${source} "/* Written by fingerprint.cmake. */\nextern const char ${name}[];\n"
       "const char ${name}[] = \"${word}\";\n")
endfunction()

if(CMAKE_SCRIPT_MODE_FILE)
  ziping_write_fingerprint("${FOLDER}" "${LIST}" "${WORDS}" "${NAME}" "${SOURCE}")
endif()
