; Parts of the Windows installer beyond electron-builder's own: the `stile` command on the user's PATH, stile:// links,
; and the Swedish name of .stile files. It installs for one user, so it never asks for an administrator. What a person
; made with Stile lies outside of the program's folder and stays when the program is removed.

!include "WinMessages.nsh"

!define STILE_BIN "$INSTDIR\resources\resources\bin"
!define STILE_FILE_TYPE "Software\Classes\Stile.Workspace"
!define STILE_LINKS "Software\Classes\stile"
; LCID of Swedish
!define STILE_SWEDISH 1053

; The page that asks for whom to install is answered: for this user.
!macro customInstallMode
  StrCpy $isForceCurrentInstall "1"
!macroend

; Takes a folder off the user's PATH, and puts it at the end of it again where ADD is "1". A PATH that is longer than
; the texts of this installer is left alone: cut short it would be worse than a command that is missing.
!macro stilePathFunction NAME ADD
Function ${NAME}
  ; $R0 folder, $R1 PATH as it is, $R2 as it will be, $R3 one folder of it, $R4 position, $R5 character
  StrCpy $R0 "${STILE_BIN}"
  StrCpy $R1 ""
  System::Call 'advapi32::RegGetValueW(p 0x80000001, w "Environment", w "Path", i 0x1000FFFF, p 0, p 0, *i 0 .R4) i .R5'
  ${If} $R5 == 0
    StrLen $R3 $R0
    IntOp $R3 ${NSIS_MAX_STRLEN} - $R3
    IntOp $R3 $R3 - 3
    IntOp $R3 $R3 * 2
    ${If} $R4 > $R3
      Return
    ${EndIf}
    ReadRegStr $R1 HKCU "Environment" "Path"
  ${EndIf}
  StrCpy $R2 ""
  StrCpy $R3 ""
  StrCpy $R4 0
  ${Do}
    StrCpy $R5 $R1 1 $R4
    IntOp $R4 $R4 + 1
    ${If} $R5 == ";"
    ${OrIf} $R5 == ""
      ${If} $R3 != ""
      ${AndIf} $R3 != $R0
      ${AndIf} $R3 != "$R0\"
        ${If} $R2 == ""
          StrCpy $R2 $R3
        ${Else}
          StrCpy $R2 "$R2;$R3"
        ${EndIf}
      ${EndIf}
      StrCpy $R3 ""
    ${Else}
      StrCpy $R3 "$R3$R5"
    ${EndIf}
  ${LoopUntil} $R5 == ""
  !if "${ADD}" == "1"
    ${If} $R2 == ""
      StrCpy $R2 $R0
    ${Else}
      StrCpy $R2 "$R2;$R0"
    ${EndIf}
  !endif
  ${If} $R2 == $R1
    Return
  ${EndIf}
  ${If} $R2 == ""
    DeleteRegValue HKCU "Environment" "Path"
  ${Else}
    WriteRegExpandStr HKCU "Environment" "Path" $R2
  ${EndIf}
  SendMessage ${HWND_BROADCAST} ${WM_SETTINGCHANGE} 0 "STR:Environment" /TIMEOUT=5000
FunctionEnd
!macroend

!ifndef BUILD_UNINSTALLER
  !insertmacro stilePathFunction "stileAddToPath" "1"
!else
  !insertmacro stilePathFunction "un.stileTakeOffPath" "0"
!endif

!macro customInstall
  Call stileAddToPath
  WriteRegStr SHELL_CONTEXT "${STILE_LINKS}" "" "URL:Stile"
  WriteRegStr SHELL_CONTEXT "${STILE_LINKS}" "URL Protocol" ""
  WriteRegStr SHELL_CONTEXT "${STILE_LINKS}\DefaultIcon" "" "$appExe,0"
  WriteRegStr SHELL_CONTEXT "${STILE_LINKS}\shell\open\command" "" '"$appExe" "%1"'
  ${If} $LANGUAGE == ${STILE_SWEDISH}
    WriteRegStr SHELL_CONTEXT "${STILE_FILE_TYPE}" "" "Stile-arbetsyta"
  ${EndIf}
!macroend

!macro customUnInstall
  Call un.stileTakeOffPath
  DeleteRegKey SHELL_CONTEXT "${STILE_LINKS}"
!macroend
