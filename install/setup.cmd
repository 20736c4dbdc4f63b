@echo off
rem Sets Fermata up from a checkout; everything is in setup.py, this only finds a Python to run it.
where py >nul 2>nul && (
  py -3 "%~dp0setup.py" %*
  exit /b
)
where python >nul 2>nul && (
  python "%~dp0setup.py" %*
  exit /b
)
echo install\setup.cmd needs Python 3.10 or newer on the PATH. Install it from python.org and run again. 1>&2
exit /b 1
