; refusal
; Both staying closed, never escalated against, is an equilibrium that survives D1.
(set-info :smt-lib-version 2.6)
(set-info :status unsat)
(set-logic QF_NRA)
(declare-const D Real)
(declare-const eta Real)
(declare-const g Real)
(declare-const k Real)
(declare-const kappa Real)
(declare-const lam Real)
(declare-const m Real)
(declare-const p_high Real)
(declare-const p_low Real)
(declare-const phi Real)
(declare-const psi Real)
(declare-const r_high Real)
(declare-const r_low Real)
(declare-const t Real)
(declare-const w_high Real)
(declare-const w_low Real)
(declare-const x_high Real)
(declare-const x_low Real)
(declare-const z Real)
(define-fun b_low () Real (+ (+ (- x_low w_low) phi) (* z (- 1.0 r_low))))
(define-fun d_high () Real (+ eta (* (- 1.0 r_high) D)))
(define-fun b_high () Real (+ (+ (- x_high w_high) phi) (* z (- 1.0 r_high))))
(define-fun d_low () Real (+ eta (* (- 1.0 r_low) D)))
(define-fun n_closed_low () Real (- (* g (- 1.0 r_low)) k))
(define-fun n_closed_high () Real (- (* g (- 1.0 r_high)) k))
(define-fun pull_closed () Real (+ (* p_low n_closed_low) (* p_high n_closed_high)))
(define-fun n_open_low () Real (- n_closed_low m))
(define-fun e_low () Real (+ (* lam d_low) (* (- 1.0 kappa) b_low)))
(define-fun e_high () Real (+ (* lam d_high) (* (- 1.0 kappa) b_high)))
(define-fun u_S_low_closed_hold () Real (+ (- w_low (* z (- 1.0 r_low))) psi))
(define-fun u_S_low_open_hold () Real (+ (+ x_low phi) psi))
(define-fun u_S_low_open_escalate () Real (- u_S_low_open_hold e_low))
(define-fun u_S_high_closed_hold () Real (+ (- w_high (* z (- 1.0 r_high))) psi))
(define-fun u_S_high_open_hold () Real (+ (+ x_high phi) psi))
(define-fun u_S_high_open_escalate () Real (- u_S_high_open_hold e_high))
(define-fun u_R_low_closed_escalate () Real (- (+ 0.0 (* g (- 1.0 r_low))) k))
(define-fun u_R_high_closed_escalate () Real (- (+ 0.0 (* g (- 1.0 r_high))) k))
(define-fun u_R_low_open_escalate () Real (- (+ t (* g (- 1.0 r_low))) (+ k m)))
(define-fun u_R_high_open_escalate () Real (- (+ t (* g (- 1.0 r_high))) (+ k m)))
(define-fun best_reply_escalate_open () Bool (or (>= (- u_R_low_open_escalate t) 0.0) (>= (- u_R_high_open_escalate t) 0.0)))
(define-fun gain_high_open_escalate () Real (- u_S_high_open_escalate u_S_high_closed_hold))
(define-fun best_reply_hold_open () Bool (or (>= (- t u_R_low_open_escalate) 0.0) (>= (- t u_R_high_open_escalate) 0.0)))
(define-fun gain_high_open_hold () Real (- u_S_high_open_hold u_S_high_closed_hold))
(define-fun gain_low_open_escalate () Real (- u_S_low_open_escalate u_S_low_closed_hold))
(define-fun gain_low_open_hold () Real (- u_S_low_open_hold u_S_low_closed_hold))
(define-fun D1_deletes_low_open () Bool (and (or (and best_reply_escalate_open (> gain_high_open_escalate 0.0)) (and best_reply_hold_open (> gain_high_open_hold 0.0))) (and (=> (and best_reply_escalate_open (>= gain_low_open_escalate 0.0)) (> gain_high_open_escalate 0.0)) (=> (and best_reply_hold_open (>= gain_low_open_hold 0.0)) (> gain_high_open_hold 0.0))) (and (=> (and best_reply_escalate_open best_reply_hold_open (< gain_low_open_escalate 0.0) (> gain_low_open_hold 0.0)) (> (- (* gain_high_open_escalate gain_low_open_hold) (* gain_high_open_hold gain_low_open_escalate)) 0.0)) (=> (and best_reply_escalate_open best_reply_hold_open (> gain_low_open_escalate 0.0) (< gain_low_open_hold 0.0)) (< (- (* gain_high_open_escalate gain_low_open_hold) (* gain_high_open_hold gain_low_open_escalate)) 0.0)))))
(define-fun D1_deletes_high_open () Bool (and (or (and best_reply_escalate_open (> gain_low_open_escalate 0.0)) (and best_reply_hold_open (> gain_low_open_hold 0.0))) (and (=> (and best_reply_escalate_open (>= gain_high_open_escalate 0.0)) (> gain_low_open_escalate 0.0)) (=> (and best_reply_hold_open (>= gain_high_open_hold 0.0)) (> gain_low_open_hold 0.0))) (and (=> (and best_reply_escalate_open best_reply_hold_open (< gain_high_open_escalate 0.0) (> gain_high_open_hold 0.0)) (> (- (* gain_low_open_escalate gain_high_open_hold) (* gain_low_open_hold gain_high_open_escalate)) 0.0)) (=> (and best_reply_escalate_open best_reply_hold_open (> gain_high_open_escalate 0.0) (< gain_high_open_hold 0.0)) (< (- (* gain_low_open_escalate gain_high_open_hold) (* gain_low_open_hold gain_high_open_escalate)) 0.0)))))
; p_i: probability of each resilience type, > 0, sum 1
(assert (> p_low 0.0))
(assert (> p_high 0.0))
; r_i: share of a resistible escalation that the type withstands, in [0, 1], all different
(assert (>= r_low 0.0))
(assert (<= r_low 1.0))
(assert (>= r_high 0.0))
(assert (<= r_high 1.0))
; D: harm to an opener with no resilience, over the base harm, >= 0
(assert (>= D 0.0))
; eta: harm that escalation does to any opener, however resilient, >= 0
(assert (>= eta 0.0))
; lam: fraction of the harm that still bites once she has opened, in (0, 1]
(assert (> lam 0.0))
(assert (<= lam 1.0))
; kappa: share of the talks premium that she keeps if escalated against, in [0, 1]
(assert (>= kappa 0.0))
(assert (<= kappa 1.0))
; g: opponent's gain from escalating against zero resilience, > 0
(assert (> g 0.0))
; k: opponent's cost of escalating, > 0
(assert (> k 0.0))
; phi: concession the opponent attaches to her opening, escalated or not, >= 0
(assert (>= phi 0.0))
; psi: unconditional reduction in the intensity of the war, >= 0
(assert (>= psi 0.0))
; z: pressure on a closed posture: it costs type i z(1 - r_i), >= 0
(assert (>= z 0.0))
; m: third-party guarantee: added to his cost of escalating after she opens, >= 0
(assert (>= m 0.0))
; the prior sums to one
(assert (= (+ p_low p_high) 1.0))
; types are listed from the least to the most resilient
(assert (< r_low r_high))
; A4, adverse inference: `b_i / d_i` strictly decreasing, denominators multiplied out
(assert (> (- (* b_low d_high) (* b_high d_low)) 0.0))
; the middle regime with its edges: `g (1 - R(p)) <= k`, `k + m <= g (1 - r_1)`
(assert (<= pull_closed 0.0))
(assert (>= n_open_low 0.0))
; `b_i <= e_i`
(assert (<= b_low e_low))
(assert (<= b_high e_high))
; and yet the witness is no such equilibrium
(assert (not (and (and (>= p_low 0.0) (>= p_high 0.0) (= (+ p_low p_high) 1.0)) (and (<= u_S_low_closed_hold u_S_low_closed_hold) (= u_S_low_closed_hold u_S_low_closed_hold) (<= u_S_low_open_escalate u_S_low_closed_hold) (<= u_S_high_closed_hold u_S_high_closed_hold) (= u_S_high_closed_hold u_S_high_closed_hold) (<= u_S_high_open_escalate u_S_high_closed_hold)) (and (= (* p_low (+ (* p_low 1.0) (* p_high 1.0))) (* p_low 1.0)) (= (* p_high (+ (* p_low 1.0) (* p_high 1.0))) (* p_high 1.0))) (and (>= (+ (* p_low (- 0.0 u_R_low_closed_escalate)) (* p_high (- 0.0 u_R_high_closed_escalate))) 0.0) (>= (- u_R_low_open_escalate t) 0.0)) (or (and (not D1_deletes_low_open) (>= (- u_R_low_open_escalate t) 0.0)) (and (not D1_deletes_high_open) (>= (- u_R_high_open_escalate t) 0.0))))))
(check-sat)
