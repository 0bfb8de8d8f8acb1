# ziping::ziping is the shared library. With COMPONENTS static there is ziping::ziping_static too, which needs to know
# where the libraries below it are.
include(CMakeFindDependencyMacro)
include(${CMAKE_CURRENT_LIST_DIR}/zipingTargets.cmake)
if("static" IN_LIST ziping_FIND_COMPONENTS)
  find_dependency(PkgConfig)
  pkg_check_modules(LIBYAML REQUIRED IMPORTED_TARGET yaml-0.1)
  pkg_check_modules(PCRE2 REQUIRED IMPORTED_TARGET libpcre2-8)
  pkg_check_modules(UTF8PROC REQUIRED IMPORTED_TARGET libutf8proc)
  include(${CMAKE_CURRENT_LIST_DIR}/zipingStaticTargets.cmake)
endif()
