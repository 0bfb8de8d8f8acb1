# Turns data files into one C source, as embedded.h declares them. CMake reads this file twice: included, it defines
# ziping_embed; as a script, while building, it writes the source.

# Adds the files to a target. The order of FILES, which are named from FOLDER on, is the order of embedded_files.
# All that is in FOLDER must be among them, so that no rule set is forgotten.
function(ziping_embed target)
  cmake_parse_arguments(EMBED "" "FOLDER" "FILES" ${ARGN})
  file(GLOB_RECURSE forgotten RELATIVE ${EMBED_FOLDER} CONFIGURE_DEPENDS ${EMBED_FOLDER}/*.yaml)
  list(REMOVE_ITEM forgotten ${EMBED_FILES})
  if(forgotten)
    message(FATAL_ERROR "In ${EMBED_FOLDER}, but not in the list of what is embedded: ${forgotten}")
  endif()
  set(source ${CMAKE_CURRENT_BINARY_DIR}/embedded.c)
  list(TRANSFORM EMBED_FILES PREPEND ${EMBED_FOLDER}/ OUTPUT_VARIABLE paths)
  add_custom_command(
    OUTPUT ${source}
    COMMAND ${CMAKE_COMMAND} -D "FOLDER=${EMBED_FOLDER}" -D "FILES=${EMBED_FILES}" -D "SOURCE=${source}"
            -P ${CMAKE_CURRENT_FUNCTION_LIST_FILE}
    DEPENDS ${paths} ${CMAKE_CURRENT_FUNCTION_LIST_FILE}
    COMMENT "Embedding indicators/"
    VERBATIM)
  target_sources(${target} PRIVATE ${source})
endfunction()

# Bytes are numbers: a string literal may not be as long as a file, and \x of it would need care about what follows.
function(ziping_write_embedded folder files source)
  set(arrays "")
  set(rows "")
  set(index 0)
  foreach(file IN LISTS files)
    file(READ ${folder}/${file} hex HEX)
    string(REGEX REPLACE "(................................................)" "\\1\n" hex "${hex}")
    string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," numbers "${hex}")
    string(APPEND arrays "static const unsigned char file_${index}[] = {\n${numbers}\n};\n\n")
    string(APPEND rows "    { \"${file}\", (const char *)file_${index}, sizeof file_${index} },\n")
    math(EXPR index "${index} + 1")
  endforeach()
  file(WRITE ${source} "/* Written by embed.cmake. */\n#include \"embedded.h\"\n\n${arrays}"
       "const struct embedded_file embedded_files[] = {\n${rows}};\n"
       "const size_t embedded_file_count = sizeof embedded_files / sizeof embedded_files[0];\n")
endfunction()

if(CMAKE_SCRIPT_MODE_FILE)
  ziping_write_embedded("${FOLDER}" "${FILES}" "${SOURCE}")
endif()
