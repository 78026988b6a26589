@echo off
rem The `stile` command of an installed Stile. The app's own program runs it as Node: no other Node is needed.
setlocal
set "ELECTRON_RUN_AS_NODE=1"
"%~dp0..\..\..\Stile.exe" "%~dp0..\..\app.asar\dist\cli.cjs" %*
exit /b %ERRORLEVEL%
